import type { Language } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { AccountEntity } from './account.entity';

/** Any number of our own: set-ups wait for each other. */
const SETUP_LOCK = 7_238_641;

/** Whether anybody has an account. */
export const anyAccount = (manager: EntityManager): Promise<boolean> =>
  manager.createQueryBuilder(AccountEntity, 'account').getExists();

/** Makes set-ups one after the other, until the transaction ends. */
export const lockSetup = async (manager: EntityManager): Promise<void> => {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [SETUP_LOCK]);
};

/** An account that may sign in. */
export const enabledAccount = (manager: EntityManager, email: string): Promise<AccountEntity | null> =>
  manager
    .createQueryBuilder(AccountEntity, 'account')
    .where('account.email = :email AND account.disabledAt IS NULL', { email })
    .getOne();

export const allAccounts = (manager: EntityManager): Promise<AccountEntity[]> =>
  manager.createQueryBuilder(AccountEntity, 'account').orderBy('account.email').getMany();

export const setLanguage = async (manager: EntityManager, id: string, language: Language): Promise<void> => {
  await manager.update(AccountEntity, { id }, { language });
};
