import { type EntityManager, LessThanOrEqual } from 'typeorm';
import type { AccountEntity } from '../account.entity';
import { AccountLinkEntity } from './account-link.entity';

/** Keeps a link of the account beside those that it has. */
export const storeLink = async (
  manager: EntityManager,
  hash: Buffer,
  accountId: string,
  expiresAt: Date,
): Promise<void> => {
  await manager.insert(AccountLinkEntity, { hash, accountId, expiresAt });
};

/** A link that still works, with its account. */
export const liveLink = (
  manager: EntityManager,
  hash: Buffer,
  now: Date,
): Promise<AccountLinkEntity | null> =>
  manager
    .createQueryBuilder(AccountLinkEntity, 'link')
    .innerJoinAndSelect('link.account', 'account', 'account.disabledAt IS NULL')
    .where('link.hash = :hash AND link.expiresAt > :now', { hash, now })
    .getOne();

/** Uses a link up. @returns its account for the one who does it */
export const takeLink = async (
  manager: EntityManager,
  hash: Buffer,
  now: Date,
): Promise<AccountEntity | null> => {
  const link = await liveLink(manager, hash, now);
  const { affected } = await manager.delete(AccountLinkEntity, { hash });
  if (!link || affected !== 1) return null;
  await endLinksOf(manager, link.accountId);
  return link.account;
};

export const endLinksOf = async (manager: EntityManager, accountId: string): Promise<void> => {
  await manager.delete(AccountLinkEntity, { accountId });
};

export const endExpiredLinks = async (manager: EntityManager, now: Date): Promise<void> => {
  await manager.delete(AccountLinkEntity, { expiresAt: LessThanOrEqual(now) });
};
