import { addressKind, readInvitation } from './invitation';

const CODE = '482913207';
const PIN = 'ab'.repeat(32);
const TOKEN = 'abcdefghijklmnopqrstuv';

describe('what the customer types', () => {
  it.each([
    [[CODE], { server: 'http://localhost:3000', code: CODE }],
    [['482-913-207'], { server: 'http://localhost:3000', code: CODE }],
    [['482', '913', '207'], { server: 'http://localhost:3000', code: CODE }],
    [[CODE, '--server', 'https://help.example:8443/x'], { server: 'https://help.example:8443', code: CODE }],
    [['--server', 'https://help.example', CODE], { server: 'https://help.example', code: CODE }],
    [[`https://help.example/join#${TOKEN}`], { server: 'https://help.example', token: TOKEN }],
    [
      [CODE, '--server', 'https://10.0.0.5:3000', '--cert-sha256', 'AB:'.repeat(31) + 'AB'],
      { server: 'https://10.0.0.5:3000', code: CODE, pin: 'ab'.repeat(32) },
    ],
    [
      ['--cert-sha256', PIN, `https://help.example/join#${TOKEN}`],
      { server: 'https://help.example', token: TOKEN, pin: PIN },
    ],
    [[`https://help.example/join#d=${CODE}`], { server: 'https://help.example', code: CODE }],
  ])('%j is understood', (args, expected) => {
    expect(readInvitation(args)).toEqual(expected);
  });

  it('a link carries its own server: another one on the line changes nothing', () => {
    expect(
      readInvitation([`https://help.example/join#${TOKEN}`, '--server', 'https://evil.example']),
    ).toEqual({
      server: 'https://help.example',
      token: TOKEN,
    });
  });

  it.each([
    [[]],
    [['48291320']],
    [[CODE, '--server', 'ftp://help.example']],
    [[CODE, '--server']],
    [[CODE, '--server', 'https://help.example', '--cert-sha256']],
    [[CODE, '--server', 'https://help.example', '--cert-sha256', 'ab']],
    [[CODE, '--server', 'http://help.example', '--cert-sha256', PIN]],
    [['ftp://help.example/join#482913207']],
    [['https://help.example/join']],
    [['https://help.example/join#short']],
    [['not a link://#482913207']],
  ])('%j is not', (args) => {
    expect(readInvitation(args)).toBeNull();
  });

  it.each([['--yes'], ['--allow'], ['--accept-all'], ['--unattended'], ['--grant=input.control']])(
    'SEC-C7 knows no option that answers for the customer: %s',
    (option) => {
      expect(readInvitation([option, CODE])).toBeNull();
      expect(readInvitation([CODE, option])).toBeNull();
    },
  );
});

it.each([
  ['https://support.norvia.example', 'https'],
  ['http://localhost:3000', 'local'],
  ['http://127.0.0.1:3000', 'local'],
  ['http://[::1]:3000', 'local'],
  ['http://192.0.2.7:3000', 'plain'],
  ['http://localhost.example', 'plain'],
] as const)('%s is %s', (server, kind) => {
  expect(addressKind(server)).toBe(kind);
});
