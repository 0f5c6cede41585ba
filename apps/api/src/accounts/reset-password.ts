import { email as emailSchema, newPassword } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { recordChange } from '../audit/audit.queries';
import { ApiError } from '../platform/errors/api-error';
import { badRequest } from '../platform/errors/contract.pipe';
import { AccountEntity } from './account.entity';
import { enabledAccount } from './accounts.queries';
import { isCommonPassword } from './password-rules';
import { hashPassword } from './passwords';
import { endEverySignIn } from './sign-in-endings';

const shape = z.object({ email: emailSchema, password: newPassword });

/**
 * Gives an account another password, by the command line, and ends its sign-ins, with their sockets, on all nodes. To be called inside a
 * transaction; needs a database and nothing else.
 * @throws ApiError BAD_REQUEST (shape), WEAK_PASSWORD, NOT_FOUND
 */
export async function resetPassword(manager: EntityManager, email: string, password: string): Promise<void> {
  const parsed = shape.safeParse({ email, password });
  if (!parsed.success) throw badRequest(parsed.error.issues);
  const account = await enabledAccount(manager, parsed.data.email);
  if (!account) throw new ApiError('NOT_FOUND');
  if (await isCommonPassword(password, [account.email, account.name])) throw new ApiError('WEAK_PASSWORD');
  await manager.update(AccountEntity, { id: account.id }, { passwordHash: await hashPassword(password) });
  const at = new Date();
  await endEverySignIn(manager, account.id, at);
  await recordChange(manager, { at, actor: null, subject: account, action: 'account.password' });
}
