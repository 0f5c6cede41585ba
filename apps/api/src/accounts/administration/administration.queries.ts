import type { ManagedAccount } from '@relevo/contracts';
import { accountStateOf } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { AccountEntity } from '../account.entity';
import { SecondStepEntity } from '../second-step/second-step.entity';

const viewOf = (account: AccountEntity, secondStep: boolean): ManagedAccount => ({
  id: account.id,
  email: account.email,
  name: account.name,
  role: account.role,
  state: accountStateOf(account.disabledAt !== null, account.passwordHash !== null),
  secondStep,
  createdAt: account.createdAt.getTime(),
  lastSignInAt: account.lastSignInAt?.getTime() ?? null,
});

/** Accounts as administrators see them, by name; all, or the one with this id. */
export const managedAccounts = async (manager: EntityManager, id?: string): Promise<ManagedAccount[]> => {
  const accounts = await manager.find(AccountEntity, {
    where: id === undefined ? {} : { id },
    order: { name: 'ASC', email: 'ASC' },
  });
  const steps = await manager
    .createQueryBuilder(SecondStepEntity, 'step')
    .select('step.accountId')
    .where('step.confirmedAt IS NOT NULL')
    .getMany();
  const withStep = new Set(steps.map(({ accountId }) => accountId));
  return accounts.map((account) => viewOf(account, withStep.has(account.id)));
};
