import type { EntityManager } from 'typeorm';
import { RecoveryCodeEntity } from './recovery-code.entity';
import { SecondStepEntity } from './second-step.entity';

/** The authenticator that signing in asks for; null = none. */
export const confirmedStep = async (
  manager: EntityManager,
  accountId: string,
): Promise<SecondStepEntity | null> => {
  const step = await manager.findOneBy(SecondStepEntity, { accountId });
  return step?.confirmedAt ? step : null;
};

/**
 * SQL: whether the site requires a second step now, and the account has none.
 * @param accountId the column, or the parameter, that names the account
 */
export const stepMissing = (accountId: string): string =>
  `(EXISTS (SELECT 1 FROM site_settings WHERE settings @> '{"requireTotp": true}')
    AND NOT EXISTS (SELECT 1 FROM second_steps step
      WHERE step.account_id = ${accountId} AND step.confirmed_at IS NOT NULL))`;

export const isStepMissing = async (manager: EntityManager, accountId: string): Promise<boolean> => {
  const [row]: { missing: boolean }[] = await manager.query(`SELECT ${stepMissing('$1')} AS missing`, [
    accountId,
  ]);
  return row?.missing === true;
};

/** The authenticator that is being set up, held until the transaction ends: another tab may begin anew meanwhile. */
export const pendingStep = async (
  manager: EntityManager,
  accountId: string,
): Promise<SecondStepEntity | null> => {
  const step = await manager.findOne(SecondStepEntity, {
    where: { accountId },
    lock: { mode: 'pessimistic_write' },
  });
  return step && !step.confirmedAt ? step : null;
};

/** Keeps a secret that is not confirmed yet, in place of an earlier one. @returns false when one is confirmed. */
export const storePending = async (
  manager: EntityManager,
  accountId: string,
  secret: Buffer,
): Promise<boolean> => {
  const rows: unknown[] = await manager.query(
    `INSERT INTO second_steps (account_id, secret, last_step) VALUES ($1, $2, 0)
     ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, last_step = 0
     WHERE second_steps.confirmed_at IS NULL RETURNING 1`,
    [accountId, secret],
  );
  return rows.length === 1;
};

/** Takes a time step, when it is later than all before: one of several at the same moment gets true (SEC-A6). */
export const takeStep = async (manager: EntityManager, accountId: string, step: number): Promise<boolean> => {
  const { affected } = await manager
    .createQueryBuilder()
    .update(SecondStepEntity)
    .set({ lastStep: step })
    .where('account_id = :accountId AND last_step < :step', { accountId, step })
    .execute();
  return affected === 1;
};

export const confirmStep = async (manager: EntityManager, accountId: string, at: Date): Promise<void> => {
  await manager.update(SecondStepEntity, { accountId }, { confirmedAt: at });
};

/** Takes authenticator and recovery codes away. @returns whether signing in asked for one. */
export const removeStep = async (manager: EntityManager, accountId: string): Promise<boolean> => {
  const was = (await confirmedStep(manager, accountId)) !== null;
  await manager.delete(RecoveryCodeEntity, { accountId });
  await manager.delete(SecondStepEntity, { accountId });
  return was;
};

/** Puts these codes in place of all before. */
export const storeRecoveryCodes = async (
  manager: EntityManager,
  accountId: string,
  hashes: readonly Buffer[],
): Promise<void> => {
  await manager.delete(RecoveryCodeEntity, { accountId });
  await manager.insert(
    RecoveryCodeEntity,
    hashes.map((hash) => ({ accountId, hash, usedAt: null })),
  );
};

/** Uses a recovery code up; true once. */
export const takeRecoveryCode = async (
  manager: EntityManager,
  accountId: string,
  hash: Buffer,
  at: Date,
): Promise<boolean> => {
  const { affected } = await manager
    .createQueryBuilder()
    .update(RecoveryCodeEntity)
    .set({ usedAt: at })
    .where('account_id = :accountId AND hash = :hash AND used_at IS NULL', { accountId, hash })
    .execute();
  return affected === 1;
};

export const recoveryCodesLeft = (manager: EntityManager, accountId: string): Promise<number> =>
  manager
    .createQueryBuilder(RecoveryCodeEntity, 'code')
    .where('code.accountId = :accountId AND code.usedAt IS NULL', { accountId })
    .getCount();
