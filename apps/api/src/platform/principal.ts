import type { AccountRole, Language } from '@relevo/contracts';
import type { ApiScope } from '@relevo/domain';

/** A person of the site, signed in with an account. */
export interface AccountPrincipal {
  readonly kind: 'account';
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** `expert` = from outside, without an account: nothing is theirs but their part in one session (W39). */
  readonly role: AccountRole | 'expert';
  /** The one session of an expert; null for everybody else. */
  readonly expertIn: string | null;
  readonly language: Language;
  readonly autoInvite: boolean;
  /** The site requires a second step and the account has none: it may only set it up. Never so for a key. */
  readonly secondStepMissing: boolean;
  /** IANA name; null = as their browser has it. */
  readonly timeZone: string | null;
  /** Of the sign-in; a key has none, so it is the key's own id then. */
  readonly signInId: string;
  /** Set when a program acts in their name: it may do no more than these scopes (SEC-A3). */
  readonly apiKey?: { readonly id: string; readonly name: string; readonly scopes: readonly ApiScope[] };
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
