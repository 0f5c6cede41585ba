import type { EntityManager } from 'typeorm';
import type { AccountEntity } from '../account.entity';
import { ChallengeEntity } from './challenge.entity';

export const storeChallenge = async (
  manager: EntityManager,
  hash: Buffer,
  accountId: string,
  expiresAt: Date,
): Promise<void> => {
  await manager.insert(ChallengeEntity, { hash, accountId, tries: 0, expiresAt });
};

/** Counts a try on a challenge. @returns its account, while it may sign in; null = too old, unknown, tried too often. */
export const tryChallenge = async (
  manager: EntityManager,
  hash: Buffer,
  now: Date,
  mostTries: number,
): Promise<AccountEntity | null> => {
  const { affected } = await manager
    .createQueryBuilder()
    .update(ChallengeEntity)
    .set({ tries: () => 'tries + 1' })
    .where('hash = :hash AND expires_at > :now AND tries < :mostTries', { hash, now, mostTries })
    .execute();
  if (affected !== 1) return null;
  const found = await manager
    .createQueryBuilder(ChallengeEntity, 'challenge')
    .innerJoinAndSelect('challenge.account', 'account', 'account.disabledAt IS NULL')
    .where('challenge.hash = :hash', { hash })
    .getOne();
  return found?.account ?? null;
};

/** Forgets a challenge; true for the one who does it. */
export const endChallenge = async (manager: EntityManager, hash: Buffer): Promise<boolean> =>
  (await manager.delete(ChallengeEntity, { hash })).affected === 1;

/** Forgets every challenge of an account: what they asked for has changed. */
export const endChallengesOf = async (manager: EntityManager, accountId: string): Promise<void> => {
  await manager.delete(ChallengeEntity, { accountId });
};

/** Forgets those that are too old. */
export const forgetChallenges = async (manager: EntityManager, now: Date): Promise<void> => {
  await manager
    .createQueryBuilder()
    .delete()
    .from(ChallengeEntity)
    .where('expires_at < :now', { now })
    .execute();
};
