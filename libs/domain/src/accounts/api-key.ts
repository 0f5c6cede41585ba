import type { RefusalCode } from '../shared/refusal';
import { ACCOUNT_ROLES, type Account, type AccountRole } from './account';

/** What an API key can be allowed, and which roles may do it. Nothing about accounts, keys or sockets is among it. */
export const SCOPE_ROLES = {
  'session.start': ACCOUNT_ROLES,
  'session.read': ACCOUNT_ROLES,
  'invite.create': ACCOUNT_ROLES,
  'site.configure': ['administrator'],
} as const satisfies Record<string, readonly AccountRole[]>;

export type ApiScope = keyof typeof SCOPE_ROLES;
export const API_SCOPES = Object.keys(SCOPE_ROLES) as ApiScope[];

/** Whether a role may do what a scope allows. */
export const roleHolds = (role: AccountRole, scope: ApiScope): boolean =>
  (SCOPE_ROLES[scope] as readonly AccountRole[]).includes(role);

/** Longest life of a key, in days. */
export const MAX_KEY_DAYS = 366;

/**
 * Why a key may not be made; null = it may. An administrator makes them in anybody's name, everybody else in their own; and
 * nobody gives what they, or the account that it speaks for, may not do themselves (SEC-A3).
 */
export const mayMakeKey = (
  by: Pick<Account, 'id' | 'role'>,
  account: Account,
  scopes: readonly ApiScope[],
): RefusalCode | null => {
  if (by.id !== account.id && (by.role !== 'administrator' || account.state !== 'active'))
    return 'KEY_FOR_ANOTHER';
  return scopes.every((scope) => roleHolds(by.role, scope) && roleHolds(account.role, scope))
    ? null
    : 'SCOPE_NOT_HELD';
};

/** What a key allows at this moment: no more than its maker and the account that it speaks for may do now (SEC-A3). */
export const heldScopes = (
  scopes: readonly ApiScope[],
  maker: AccountRole,
  account: AccountRole,
): ApiScope[] => scopes.filter((scope) => roleHolds(maker, scope) && roleHolds(account, scope));
