import { createSocket } from 'node:dgram';
import { hostname, networkInterfaces } from 'node:os';
import type { RawEnvironment } from '../../apps/api/src/platform/config/config';
import type { LocalCertificate } from './local-certificate';

/** Documentation address (RFC 5737): choosing a way to it sends nothing. */
const SOMEWHERE = '192.0.2.1';

/** This machine's address on the way to the internet, or null when it has none. */
const mainAddress = (): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (address: string | null): void => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => done(null));
    socket.connect(9, SOMEWHERE, () => done(socket.address().address));
  });

const otherAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);

/**
 * Addresses under which others on this network find this machine, the likeliest first. Never empty.
 * @param host what HOST says, if it names one address
 */
export const lanAddresses = async (host: string | undefined): Promise<string[]> => {
  if (host && host !== '0.0.0.0' && host !== '::') return [host];
  const main = await mainAddress();
  const all = [...new Set([...(main ? [main] : []), ...otherAddresses()])];
  return all.length > 0 ? all : ['127.0.0.1'];
};

/** Every name that a certificate for this machine needs. */
export const lanNames = (addresses: readonly string[]): string[] => [
  ...new Set([...addresses, '127.0.0.1', 'localhost', hostname().toLowerCase()]),
];

const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** The environment of a server that the whole network may reach by HTTPS. What is set already stays. */
export const lanEnvironment = (
  env: RawEnvironment,
  port: number,
  addresses: readonly string[],
  { cert, key }: LocalCertificate,
): RawEnvironment => ({
  ...env,
  HOST: env.HOST?.trim() || '0.0.0.0',
  PUBLIC_URL: env.PUBLIC_URL?.trim() || `https://${inUrl(addresses[0] ?? 'localhost')}:${port}`,
  TLS_CERT: cert,
  TLS_KEY: key,
});
