import type { RefusalCode } from '../shared/refusal';

/** Rights of an account in the whole site; a role in a session is another thing. */
export const ACCOUNT_ROLES = ['csr', 'supervisor', 'administrator'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** `invited` = has no password yet: a one-time link waits for its owner. */
export const ACCOUNT_STATES = ['active', 'invited', 'disabled'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export interface Account {
  readonly id: string;
  readonly role: AccountRole;
  readonly state: AccountState;
}

/** What an administrator may do to somebody's account. */
export type AccountChange =
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'role'; readonly role: AccountRole };

/** The state of an account by what is known of it. */
export const accountStateOf = (disabled: boolean, hasPassword: boolean): AccountState => {
  if (disabled) return 'disabled';
  return hasPassword ? 'active' : 'invited';
};

/** Whether somebody is in charge of the site now. */
export const isActiveAdministrator = ({ role, state }: Account): boolean =>
  role === 'administrator' && state === 'active';

const takesCharge = (change: AccountChange): boolean =>
  change.kind === 'disable' ||
  change.kind === 'reset' ||
  (change.kind === 'role' && change.role !== 'administrator');

/**
 * Why an account may not be changed so; null = it may. Nobody changes their own account here, so that nobody shuts
 * themselves out; and at least one active administrator always remains.
 * @param by id of the account that asks; null = the owner of the machine, by the command line
 */
export const mayChangeAccount = (
  by: string | null,
  account: Account,
  change: AccountChange,
  activeAdministrators: number,
): RefusalCode | null => {
  if (account.id === by) return 'NOT_YOURSELF';
  if (takesCharge(change) && isActiveAdministrator(account) && activeAdministrators <= 1)
    return 'LAST_ADMINISTRATOR';
  return null;
};
