/** What the server knows of how a request came, trusted proxies' words included. */
export interface Arrival {
  readonly protocol: string;
  /** With its port, if it has one. */
  readonly host: string;
}

const LOCAL = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * How a browser reached us, and so whether it gives our pages keys, camera and screen: `tls`, `local` (this machine,
 * which browsers trust) or `plain` (which they do not).
 * @param proxies whether TRUST_PROXY names proxies: without it nobody can tell us of the TLS before us, and the public
 *   address has to be believed.
 */
export const wayIn = (
  { protocol, host }: Arrival,
  publicUrl: string,
  proxies: boolean,
): 'tls' | 'local' | 'plain' => {
  if (protocol === 'https') return 'tls';
  if (LOCAL.test(host)) return 'local';
  const { protocol: wanted, host: publicHost } = new URL(publicUrl);
  return !proxies && wanted === 'https:' && host === publicHost ? 'tls' : 'plain';
};
