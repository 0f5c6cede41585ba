import { Networks } from '../networks';
import { checkedAddresses, mayReach } from './address-check';

const https = { protocol: 'https:', port: '' };
const nothing = new Networks([]);
const NOT_PUBLIC = [
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '64:ff9b:1::7f00:1',
  'fec0::1',
  '4000::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
];

describe('SEC-N1 where this server posts to', () => {
  it('is public, over HTTPS, on its own port', () => {
    for (const address of ['93.184.215.14', '8.8.8.8', '2606:4700:4700::1111'])
      expect([address, mayReach(address, https, nothing)]).toEqual([address, true]);
    expect(mayReach('8.8.8.8', { protocol: 'http:', port: '' }, nothing)).toBe(false);
    expect(mayReach('8.8.8.8', { protocol: 'https:', port: '8443' }, nothing)).toBe(false);
  });

  it('is never loopback, private, link-local, of a metadata service, mapped or translated', () => {
    for (const address of NOT_PUBLIC)
      expect([address, mayReach(address, https, nothing)]).toEqual([address, false]);
    expect(mayReach('not an address', https, nothing)).toBe(false);
  });

  it('is what the configuration allows, and nothing beside it', () => {
    const own = new Networks(['10.0.5.0/24', '::1']);
    expect(mayReach('10.0.5.7', { protocol: 'http:', port: '8080' }, own)).toBe(true);
    expect(mayReach('::ffff:10.0.5.7', https, own)).toBe(true);
    expect(mayReach('10.0.6.7', https, own)).toBe(false);
  });

  it('is looked at in every way of writing it', async () => {
    for (const url of [
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0177.0.0.1/',
      'https://127.1/',
      'https://[::ffff:7f00:1]/',
      'https://[::1]/',
      'https://localhost/',
      'https://169.254.169.254/latest/meta-data/',
    ]) {
      const target = new URL(url);
      await expect(checkedAddresses(target.hostname, target, nothing)).rejects.toThrow();
    }
  });
});
