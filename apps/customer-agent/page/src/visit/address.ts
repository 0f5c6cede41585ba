import { CHECK_PATH, type InviteProof, inviteToken, queueSlug } from '@relevo/contracts';

/** What the page's address asks for. The secret stands after '#': it never reaches a server's log or another site. */
export type Address = { readonly kind: 'invite'; readonly proof: InviteProof } | { readonly kind: 'empty' };

/** Reads `location.hash`; anything that is no token is the same as none. */
export const readAddress = (hash: string): Address => {
  const token = inviteToken.safeParse(hash.replace(/^#/, ''));
  return token.success ? { kind: 'invite', proof: { token: token.data } } : { kind: 'empty' };
};

/** The queue that an address leads to, `/q/<slug>`; undefined = none. */
export const readQueue = (path: string): string | undefined => {
  const slug = queueSlug.safeParse(/^\/q\/([^/]+)\/?$/.exec(path)?.[1]);
  return slug.success ? slug.data : undefined;
};

/** Whether this is the page that looks at the connection. */
export const isCheck = (path: string): boolean => path.replace(/\/$/, '') === CHECK_PATH;
