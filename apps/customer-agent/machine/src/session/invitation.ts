import { inviteToken, spokenCode } from '@relevo/contracts';

/** What the customer was given: nine digits, or a link that carries its server. */
export type Invitation =
  | { readonly server: string; readonly code: string }
  | { readonly server: string; readonly token: string };

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

/**
 * Reads the command line: `<code or link> [--server <address>]`. null = not understood.
 * Nothing else can be said there: no option answers a question for the customer.
 */
export const readInvitation = (args: readonly string[]): Invitation | null => {
  const rest = [...args];
  let server: string | null = DEFAULT_SERVER;
  const option = rest.indexOf('--server');
  if (option >= 0) {
    server = originOf(rest[option + 1] ?? '');
    rest.splice(option, 2);
  }
  const given = rest.join(' ').trim();
  if (server === null || given.startsWith('-')) return null;
  if (given.includes('://')) return fromLink(given);
  const code = spokenCode.safeParse(given);
  return code.success ? { server, code: code.data } : null;
};
