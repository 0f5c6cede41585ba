import type { EntityManager } from 'typeorm';
import { stepMissing } from './second-step/second-step.queries';
import { SignInEntity } from './sign-in.entity';

/** Oldest moments at which a sign-in that is still good was made, and was last seen. */
export interface Horizon {
  readonly createdAfter: Date;
  readonly seenAfter: Date;
}

/** Conditions of a good sign-in named `signIn`, with a horizon's parameters. */
export const GOOD =
  'signIn.endedAt IS NULL AND signIn.createdAt > :createdAfter AND signIn.seenAt > :seenAfter';

/** A sign-in `signIn` that is for more than setting up the second step which the site requires. */
export const ENTERED = `NOT ${stepMissing('signIn.accountId')}`;

/** The sign-in of a token with its account, when both are good, and whether its second step is missing. */
export const goodSignIn = async (
  manager: EntityManager,
  tokenHash: Buffer,
  horizon: Horizon,
): Promise<{ signIn: SignInEntity; secondStepMissing: boolean } | null> => {
  const { entities, raw } = await manager
    .createQueryBuilder(SignInEntity, 'signIn')
    .innerJoinAndSelect('signIn.account', 'account', 'account.disabledAt IS NULL')
    .addSelect(stepMissing('signIn.accountId'), 'missing')
    .where('signIn.tokenHash = :tokenHash', { tokenHash })
    .andWhere(GOOD, horizon)
    .getRawAndEntities<{ missing: boolean }>();
  const [signIn] = entities;
  return signIn ? { signIn, secondStepMissing: raw[0]?.missing !== false } : null;
};

/** Which of these sign-ins are good now, and for more than setting up a second step. */
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
    .andWhere(ENTERED)
    .getMany();
  return new Set(found.map(({ id }) => id));
};

/** Notes that a sign-in is in use. */
export const touch = async (manager: EntityManager, id: string, seenAt: Date): Promise<void> => {
  await manager.update(SignInEntity, { id }, { seenAt });
};

/** Who had this token and was disabled since; a good sign-in but for that. */
export const wasDisabled = (
  manager: EntityManager,
  tokenHash: Buffer,
  createdAfter: Date,
): Promise<boolean> =>
  manager
    .createQueryBuilder(SignInEntity, 'signIn')
    .innerJoin('signIn.account', 'account', 'account.disabledAt IS NOT NULL')
    .where('signIn.tokenHash = :tokenHash AND signIn.createdAt > :createdAfter', { tokenHash, createdAfter })
    .getExists();

/** The good sign-ins of an account, the newest first. */
export const goodSignInsOf = (
  manager: EntityManager,
  accountId: string,
  horizon: Horizon,
): Promise<SignInEntity[]> =>
  manager
    .createQueryBuilder(SignInEntity, 'signIn')
    .where('signIn.accountId = :accountId', { accountId })
    .andWhere(GOOD, horizon)
    .orderBy('signIn.seenAt', 'DESC')
    .getMany();

/** What is written when a sign-in ends: where it was is nobody's business any more. */
const ending = (endedAt: Date) => ({ endedAt, browser: null, address: null });

/** Ends one sign-in. @returns whether it was not ended before. */
export const endOne = async (manager: EntityManager, id: string, endedAt: Date): Promise<boolean> => {
  const { affected } = await manager
    .createQueryBuilder()
    .update(SignInEntity)
    .set(ending(endedAt))
    .where('id = :id AND ended_at IS NULL', { id })
    .execute();
  return affected === 1;
};

/** Ends every sign-in of an account. */
export const endAll = async (manager: EntityManager, accountId: string, endedAt: Date): Promise<void> => {
  await manager
    .createQueryBuilder()
    .update(SignInEntity)
    .set(ending(endedAt))
    .where('account_id = :accountId AND ended_at IS NULL', { accountId })
    .execute();
};

/** Ends every sign-in of an account but one. @returns those that it ended. */
export const endAllBut = async (
  manager: EntityManager,
  accountId: string,
  signInId: string,
  endedAt: Date,
): Promise<string[]> => {
  const ended = await manager
    .createQueryBuilder()
    .update(SignInEntity)
    .set(ending(endedAt))
    .where('account_id = :accountId AND id <> :signInId AND ended_at IS NULL', { accountId, signInId })
    .returning('id')
    .execute();
  return (ended.raw as { id: string }[]).map(({ id }) => id);
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

/** Forgets where sign-ins were that have run out. */
export const forgetPlaces = async (
  manager: EntityManager,
  { createdAfter, seenAfter }: Horizon,
): Promise<void> => {
  await manager
    .createQueryBuilder()
    .update(SignInEntity)
    .set({ browser: null, address: null })
    .where('address IS NOT NULL AND (created_at <= :createdAfter OR seen_at <= :seenAfter)', {
      createdAfter,
      seenAfter,
    })
    .execute();
};

/** Forgets sign-ins that began before. */
export const forget = async (manager: EntityManager, before: Date): Promise<void> => {
  await manager
    .createQueryBuilder()
    .delete()
    .from(SignInEntity)
    .where('created_at < :before', { before })
    .execute();
};
