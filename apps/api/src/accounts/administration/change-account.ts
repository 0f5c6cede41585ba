import { type AccountChange, type AccountRole, accountStateOf, mayChangeAccount } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { type Actor, type AuditRecord, recordChange } from '../../audit/audit.queries';
import { ApiError, refused } from '../../platform/errors/api-error';
import { AccountEntity } from '../account.entity';
import { countActiveAdministrators, lockAccounts } from '../accounts.queries';
import { endLinksOf } from '../links/account-links.queries';
import { removeStep } from '../second-step/second-step.queries';
import { endEverySignIn } from '../sign-in-endings';

/** A change by somebody in charge, in the caller's transaction: by the console, or by the command line. */
export interface ChangeContext {
  readonly manager: EntityManager;
  readonly by: Actor;
  readonly at: Date;
}

type What = { readonly id: string } | { readonly email: string };

/** The account, held until the transaction ends, when it may be changed so. @throws ApiError NOT_FOUND, or the rule */
const changeable = async (
  { manager, by }: ChangeContext,
  what: What,
  change: AccountChange,
): Promise<AccountEntity> => {
  await lockAccounts(manager);
  const account = await manager.findOne(AccountEntity, { where: what, lock: { mode: 'pessimistic_write' } });
  if (!account) throw new ApiError('NOT_FOUND');
  const state = accountStateOf(account.disabledAt !== null, account.passwordHash !== null);
  const reason = mayChangeAccount(
    by?.id ?? null,
    { id: account.id, role: account.role, state },
    change,
    await countActiveAdministrators(manager),
  );
  if (reason) throw refused(reason);
  return account;
};

const record = (
  { manager, by, at }: ChangeContext,
  subject: AccountEntity,
  rest: Pick<AuditRecord, 'action' | 'before' | 'after'>,
): Promise<void> => recordChange(manager, { at, actor: by, subject, ...rest });

/** Nobody can sign in with the account, and everything that it has open ends at once, on all nodes (SEC-A4). */
export const disableAccount = async (context: ChangeContext, what: What): Promise<AccountEntity> => {
  const account = await changeable(context, what, { kind: 'disable' });
  if (account.disabledAt) return account;
  account.disabledAt = context.at;
  await context.manager.update(AccountEntity, { id: account.id }, { disabledAt: context.at });
  await endEverySignIn(context.manager, account.id, context.at);
  await endLinksOf(context.manager, account.id);
  await record(context, account, { action: 'account.disabled' });
  return account;
};

export const enableAccount = async (context: ChangeContext, what: What): Promise<AccountEntity> => {
  const account = await changeable(context, what, { kind: 'enable' });
  if (!account.disabledAt) return account;
  account.disabledAt = null;
  await context.manager.update(AccountEntity, { id: account.id }, { disabledAt: null });
  await record(context, account, { action: 'account.enabled' });
  return account;
};

export const setAccountRole = async (
  context: ChangeContext,
  what: What,
  role: AccountRole,
): Promise<AccountEntity> => {
  const account = await changeable(context, what, { kind: 'role', role });
  const before = account.role;
  if (before === role) return account;
  account.role = role;
  await context.manager.update(AccountEntity, { id: account.id }, { role });
  await record(context, account, { action: 'account.role', before: { role: before }, after: { role } });
  return account;
};

export interface Reset {
  readonly password: boolean;
  readonly secondStep: boolean;
}

/** Takes the password, the second step or both away; every sign-in ends. */
export const resetAccount = async (
  context: ChangeContext,
  what: What,
  { password, secondStep }: Reset,
): Promise<AccountEntity> => {
  // Whoever is in charge of the machine may take the last administrator's second step: their password remains.
  const account = await changeable(context, what, { kind: password ? 'reset' : 'enable' });
  if (password) {
    account.passwordHash = null;
    await context.manager.update(AccountEntity, { id: account.id }, { passwordHash: null });
  }
  const hadStep = secondStep && (await removeStep(context.manager, account.id));
  await endEverySignIn(context.manager, account.id, context.at);
  await record(context, account, {
    action: 'account.reset',
    after: { password, ...(secondStep && { secondStep: hadStep }) },
  });
  return account;
};
