import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses and networks as the configuration names them. */
export class Networks {
  private readonly list = new BlockList();

  /** @param names IP addresses, or networks in CIDR form */
  constructor(names: readonly string[]) {
    for (const name of names) {
      const [address = '', bits] = name.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.list.addAddress(address, family);
      else this.list.addSubnet(address, Number(bits), family);
    }
  }

  /** An IPv4 address that is written as IPv6 counts as what it is; what is no address is in no network. */
  has(address: string): boolean {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return isIP(plain) !== 0 && this.list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  }
}
