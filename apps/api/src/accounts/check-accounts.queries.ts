import { type EntityManager, In } from 'typeorm';
import { ApiError } from '../platform/errors/api-error';
import { AccountEntity } from './account.entity';

/** @throws ApiError BAD_REQUEST saying `why` when one of these is no account of the site */
export const checkAccounts = async (
  manager: EntityManager,
  ids: readonly string[],
  why: string,
): Promise<void> => {
  const each = [...new Set(ids)];
  if ((await manager.countBy(AccountEntity, { id: In(each) })) !== each.length)
    throw new ApiError('BAD_REQUEST', why);
};
