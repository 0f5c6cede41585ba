import type { Language } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { lockFor } from '../platform/database/locks';
import { AccountEntity } from './account.entity';

/** Whether anybody has an account. */
export const anyAccount = (manager: EntityManager): Promise<boolean> =>
  manager.createQueryBuilder(AccountEntity, 'account').getExists();

/** Makes set-ups one after the other, until the transaction ends. */
export const lockSetup = (manager: EntityManager): Promise<void> => lockFor(manager, 'setup');

/** An account that may sign in. */
export const enabledAccount = (manager: EntityManager, email: string): Promise<AccountEntity | null> =>
  manager
    .createQueryBuilder(AccountEntity, 'account')
    .where('account.email = :email AND account.disabledAt IS NULL', { email })
    .getOne();

/**
 * Holds an account as it was seen a moment ago until the transaction ends: a password that changes, or an account that
 * is disabled, meanwhile waits, and then finds what this transaction has done.
 * @returns false when it has changed already
 */
export const holdUnchanged = async (
  manager: EntityManager,
  { id, passwordHash }: Pick<AccountEntity, 'id' | 'passwordHash'>,
): Promise<boolean> =>
  (await manager
    .createQueryBuilder(AccountEntity, 'account')
    .setLock('pessimistic_read')
    .where('account.id = :id AND account.passwordHash = :passwordHash', { id, passwordHash })
    .andWhere('account.disabledAt IS NULL')
    .getOne()) !== null;

/** Holds an account until the transaction ends: sign-ins that begin meanwhile wait, and then find what this one has done. */
export const holdAccount = async (manager: EntityManager, id: string): Promise<void> => {
  await manager
    .createQueryBuilder(AccountEntity, 'account')
    .setLock('pessimistic_write')
    .where('account.id = :id', { id })
    .getOne();
};

/** Makes changes of accounts one after the other, until the transaction ends: who is in charge is counted. */
export const lockAccounts = (manager: EntityManager): Promise<void> => lockFor(manager, 'accounts');

/** How many could act as administrator now. */
export const countActiveAdministrators = (manager: EntityManager): Promise<number> =>
  manager
    .createQueryBuilder(AccountEntity, 'account')
    .where(
      "account.role = 'administrator' AND account.disabledAt IS NULL AND account.passwordHash IS NOT NULL",
    )
    .getCount();

export const allAccounts = (manager: EntityManager): Promise<AccountEntity[]> =>
  manager.createQueryBuilder(AccountEntity, 'account').orderBy('account.email').getMany();

/** What somebody wishes for in every browser of theirs; what is left out stays. */
export interface Preferences {
  readonly autoInvite?: boolean | undefined;
  readonly timeZone?: string | null | undefined;
}

export const setPreferences = async (
  manager: EntityManager,
  id: string,
  preferences: Preferences,
): Promise<void> => {
  await manager.update(AccountEntity, { id }, preferences);
};

export const setLanguage = async (manager: EntityManager, id: string, language: Language): Promise<void> => {
  await manager.update(AccountEntity, { id }, { language });
};
