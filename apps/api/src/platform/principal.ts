import type { AccountRole, Language } from '@relevo/contracts';

/** A person of the site, signed in with an account. */
export interface AccountPrincipal {
  readonly kind: 'account';
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: AccountRole;
  readonly language: Language;
  readonly signInId: string;
}

/** A customer's device in one session: its page or its machine agent. */
export interface DevicePrincipal {
  readonly kind: 'device';
  readonly sessionId: string;
  readonly conversationId: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly deviceKind: 'page' | 'machine';
}

/** Who asks, proven. */
export type Principal = AccountPrincipal | DevicePrincipal;
