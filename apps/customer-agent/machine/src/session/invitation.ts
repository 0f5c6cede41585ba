import { certificatePin, inviteToken, spokenCode } from '@relevo/contracts';

/** What the customer was given: nine digits, or a link that carries its server. */
export type Invitation = (
  | { readonly server: string; readonly code: string }
  | { readonly server: string; readonly token: string }
) & {
  /** SHA-256 of the only certificate by which the server may be known. */
  readonly pin?: string;
};

export const DEFAULT_SERVER = 'http://localhost:3000';

const originOf = (text: string): string | null => {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : null;
  } catch {
    return null;
  }
};

const fromLink = (link: string): Invitation | null => {
  const server = originOf(link);
  if (server === null) return null;
  const secret = new URL(link).hash.slice(1).replace(/^d=/, '');
  const code = spokenCode.safeParse(secret);
  if (code.success) return { server, code: code.data };
  const token = inviteToken.safeParse(secret);
  return token.success ? { server, token: token.data } : null;
};

/** Takes `name value` out of the arguments; undefined = it is not there. */
const takeOption = (args: string[], name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : (args.splice(at, 2)[1] ?? '');
};

/**
 * Reads the command line: `<code or link> [--server <address>] [--cert-sha256 <fingerprint>]`. null = not understood.
 * Nothing else can be said there: no option answers a question for the customer.
 */
export const readInvitation = (args: readonly string[]): Invitation | null => {
  const rest = [...args];
  const server = originOf(takeOption(rest, '--server') ?? DEFAULT_SERVER);
  const pin = certificatePin.optional().safeParse(takeOption(rest, '--cert-sha256'));
  const given = rest.join(' ').trim();
  if (server === null || !pin.success || given.startsWith('-')) return null;
  const code = spokenCode.safeParse(given);
  const found = given.includes('://') ? fromLink(given) : code.success ? { server, code: code.data } : null;
  // A fingerprint of a certificate that is never shown would promise what is not checked.
  if (!found || (pin.data && !found.server.startsWith('https:'))) return null;
  return { ...found, ...(pin.data && { pin: pin.data }) };
};

/** How a server's address (an origin) is reached: protected by https, on this very computer, or open to the network. */
export const addressKind = (server: string): 'https' | 'local' | 'plain' => {
  const { hostname, protocol } = new URL(server);
  if (protocol === 'https:') return 'https';
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'local' : 'plain';
};
