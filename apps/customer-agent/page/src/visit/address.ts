import { type InviteProof, inviteToken } from '@relevo/contracts';

/** What the page's address asks for. The secret stands after '#': it never reaches a server's log or another site. */
export type Address = { readonly kind: 'invite'; readonly proof: InviteProof } | { readonly kind: 'empty' };

/** Reads `location.hash`; anything that is no token is the same as none. */
export const readAddress = (hash: string): Address => {
  const token = inviteToken.safeParse(hash.replace(/^#/, ''));
  return token.success ? { kind: 'invite', proof: { token: token.data } } : { kind: 'empty' };
};
