import type { ApiKeyView } from '@relevo/contracts';
import { heldScopes } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { ApiKeyEntity } from './api-key.entity';

const withPeople = (manager: EntityManager) =>
  manager
    .createQueryBuilder(ApiKeyEntity, 'key')
    .innerJoinAndSelect('key.account', 'account')
    .innerJoinAndSelect('key.maker', 'maker');

/** The key of a secret while it is good: not over, and of accounts that may sign in. */
export const goodKey = (
  manager: EntityManager,
  secretHash: Buffer,
  now: Date,
): Promise<ApiKeyEntity | null> =>
  withPeople(manager)
    .where('key.secretHash = :secretHash AND key.revokedAt IS NULL', { secretHash })
    .andWhere('key.expiresAt > :now', { now })
    .andWhere('account.disabledAt IS NULL AND maker.disabledAt IS NULL')
    .getOne();

/** Every key, or those that act in the name of an account or were made by it; the newest first. */
export const keysOf = (manager: EntityManager, accountId: string | null): Promise<ApiKeyEntity[]> => {
  const query = withPeople(manager).orderBy('key.id', 'DESC').take(1000);
  if (accountId !== null) query.where('account.id = :accountId OR maker.id = :accountId', { accountId });
  return query.getMany();
};

export const keyById = (manager: EntityManager, id: string): Promise<ApiKeyEntity | null> =>
  withPeople(manager).where('key.id = :id', { id }).getOne();

const stateOf = ({ revokedAt, expiresAt, account, maker }: ApiKeyEntity, now: Date): ApiKeyView['state'] => {
  if (revokedAt) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return account.disabledAt || maker.disabledAt ? 'disabled' : 'active';
};

/** A key as lists show it. */
export const viewOf = (key: ApiKeyEntity, now: Date): ApiKeyView => {
  const { id, name, ending, account, maker, scopes } = key;
  const state = stateOf(key, now);
  return {
    id,
    name,
    ending,
    account: { id: account.id, name: account.name, role: account.role },
    maker: { id: maker.id, name: maker.name },
    scopes,
    held: state === 'active' ? heldScopes(scopes, maker.role, account.role) : [],
    createdAt: key.createdAt.getTime(),
    expiresAt: key.expiresAt.getTime(),
    lastUsedAt: key.lastUsedAt?.getTime() ?? null,
    revokedAt: key.revokedAt?.getTime() ?? null,
    state,
  };
};
