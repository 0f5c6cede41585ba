import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Networks } from '../networks';

/** An address that this server does not speak to. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/** What stands in the address that somebody gave. */
export interface Target {
  readonly protocol: string;
  readonly port: string;
}

/** IPv6 has given out only so much as public (2000::/3); what lies outside may still lead somewhere, such as an IPv4 address within. */
const isPublic = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const plain = ipaddr.process(address);
  const outside = plain instanceof ipaddr.IPv6 && (plain.parts[0] ?? 0) >> 13 !== 1;
  return plain.range() === 'unicast' && !outside;
};

/**
 * Whether we may connect to an IP address (SEC-N1): what is public, over HTTPS on its own port; anything else only where the
 * configuration allows it. Loopback, private, link-local (and so the metadata services of clouds), multicast, mapped and
 * translated addresses are not public.
 */
export const mayReach = (address: string, { protocol, port }: Target, allowed: Networks): boolean => {
  if (allowed.has(address)) return true;
  return isPublic(address) && protocol === 'https:' && port === '';
};

/**
 * The addresses of a host, each of them checked: nobody connects to what was not looked at, so a name that answers
 * differently the second time gains nothing.
 * @throws AddressRefused when one of them may not be reached; Error when there is none
 */
export const checkedAddresses = async (
  host: string,
  target: Target,
  allowed: Networks,
): Promise<{ address: string; family: number }[]> => {
  const bare = host.replace(/^\[|\]$/g, '');
  const found =
    isIP(bare) === 0 ? await lookup(bare, { all: true }) : [{ address: bare, family: isIP(bare) }];
  if (found.length === 0 || !found.every(({ address }) => mayReach(address, target, allowed)))
    throw new AddressRefused('this address may not be reached');
  return found;
};
