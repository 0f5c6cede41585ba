import { email as emailSchema, newPassword } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { ApiError } from '../platform/errors/api-error';
import { badRequest } from '../platform/errors/contract.pipe';
import { AccountEntity } from './account.entity';
import { enabledAccount } from './accounts.queries';
import { isCommonPassword } from './password-rules';
import { hashPassword } from './passwords';
import { tellEnded } from './sign-in-events';
import { endAll } from './sign-ins.queries';

const shape = z.object({ email: emailSchema, password: newPassword });

/**
 * Gives an account another password and ends its sign-ins, with their sockets, on all nodes. To be called inside a
 * transaction; needs a database and nothing else.
 * @throws ApiError BAD_REQUEST (shape), WEAK_PASSWORD, NOT_FOUND
 */
export async function resetPassword(manager: EntityManager, email: string, password: string): Promise<void> {
  const parsed = shape.safeParse({ email, password });
  if (!parsed.success) throw badRequest(parsed.error.issues);
  const account = await enabledAccount(manager, parsed.data.email);
  if (!account) throw new ApiError('NOT_FOUND');
  if (isCommonPassword(password, [account.email, account.name])) throw new ApiError('WEAK_PASSWORD');
  await manager.update(AccountEntity, { id: account.id }, { passwordHash: await hashPassword(password) });
  await endAll(manager, account.id, new Date());
  await tellEnded(manager, { accountId: account.id });
}
