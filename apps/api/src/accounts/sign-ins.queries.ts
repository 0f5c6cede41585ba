import type { EntityManager } from 'typeorm';
import { SignInEntity } from './sign-in.entity';

/** Oldest moments at which a sign-in that is still good was made, and was last seen. */
export interface Horizon {
  readonly createdAfter: Date;
  readonly seenAfter: Date;
}

const GOOD = 'signIn.endedAt IS NULL AND signIn.createdAt > :createdAfter AND signIn.seenAt > :seenAfter';

/** The sign-in of a token with its account, when both are good. */
export const goodSignIn = (
  manager: EntityManager,
  tokenHash: Buffer,
  horizon: Horizon,
): Promise<SignInEntity | null> =>
  manager
    .createQueryBuilder(SignInEntity, 'signIn')
    .innerJoinAndSelect('signIn.account', 'account', 'account.disabledAt IS NULL')
    .where('signIn.tokenHash = :tokenHash', { tokenHash })
    .andWhere(GOOD, horizon)
    .getOne();

/** Which of these sign-ins are good now. */
export const goodOf = async (
  manager: EntityManager,
  ids: readonly string[],
  horizon: Horizon,
): Promise<Set<string>> => {
  const found = await manager
    .createQueryBuilder(SignInEntity, 'signIn')
    .select('signIn.id')
    .innerJoin('signIn.account', 'account', 'account.disabledAt IS NULL')
    .where('signIn.id = ANY(:ids)', { ids: [...ids] })
    .andWhere(GOOD, horizon)
    .getMany();
  return new Set(found.map(({ id }) => id));
};

/** Notes that a sign-in is in use. */
export const touch = async (manager: EntityManager, id: string, seenAt: Date): Promise<void> => {
  await manager.update(SignInEntity, { id }, { seenAt });
};

/** Ends one sign-in. @returns whether it was not ended before. */
export const endOne = async (manager: EntityManager, id: string, endedAt: Date): Promise<boolean> => {
  const { affected } = await manager
    .createQueryBuilder()
    .update(SignInEntity)
    .set({ endedAt })
    .where('id = :id AND ended_at IS NULL', { id })
    .execute();
  return affected === 1;
};

/** Ends every sign-in of an account. */
export const endAll = async (manager: EntityManager, accountId: string, endedAt: Date): Promise<void> => {
  await manager
    .createQueryBuilder()
    .update(SignInEntity)
    .set({ endedAt })
    .where('account_id = :accountId AND ended_at IS NULL', { accountId })
    .execute();
};

/** Whether the account has signed in at this place since then. */
export const knownPlace = (
  manager: EntityManager,
  accountId: string,
  placeHash: Buffer,
  since: Date,
): Promise<boolean> =>
  manager
    .createQueryBuilder(SignInEntity, 'signIn')
    .where('signIn.accountId = :accountId', { accountId })
    .andWhere('signIn.placeHash = :placeHash AND signIn.createdAt > :since', { placeHash, since })
    .getExists();

/** Forgets sign-ins that began before. */
export const forget = async (manager: EntityManager, before: Date): Promise<void> => {
  await manager
    .createQueryBuilder()
    .delete()
    .from(SignInEntity)
    .where('created_at < :before', { before })
    .execute();
};
