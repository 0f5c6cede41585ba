import {
  type AccountRole,
  email as emailSchema,
  type Language,
  newPassword,
  personName,
} from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { type Actor, recordChange } from '../audit/audit.queries';
import { ApiError } from '../platform/errors/api-error';
import { sqlStateOf } from '../platform/errors/code-of';
import { badRequest } from '../platform/errors/contract.pipe';
import { AccountEntity } from './account.entity';
import { isCommonPassword } from './password-rules';
import { hashPassword } from './passwords';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: AccountRole;
  /** null = its owner chooses one by a one-time link. */
  readonly password: string | null;
  readonly language: Language;
}

const shape = z.object({ email: emailSchema, name: personName, password: newPassword.nullable() });
const UNIQUE_VIOLATION = '23505';

/**
 * Makes an account, in the caller's transaction.
 * @throws ApiError BAD_REQUEST (shape), WEAK_PASSWORD, EMAIL_TAKEN
 */
export async function createAccount(manager: EntityManager, account: NewAccount): Promise<AccountEntity> {
  const parsed = shape.safeParse(account);
  if (!parsed.success) throw badRequest(parsed.error.issues);
  const { email, name, password } = parsed.data;
  if (password !== null && (await isCommonPassword(password, [email, name])))
    throw new ApiError('WEAK_PASSWORD');
  const entity = Object.assign(new AccountEntity(), {
    id: uuid(),
    email,
    name,
    role: account.role,
    language: account.language,
    autoInvite: false,
    timeZone: null,
    passwordHash: password === null ? null : await hashPassword(password),
    createdAt: new Date(),
    disabledAt: null,
    lastSignInAt: null,
  });
  try {
    await manager.insert(AccountEntity, entity);
  } catch (error) {
    throw sqlStateOf(error) === UNIQUE_VIOLATION ? new ApiError('EMAIL_TAKEN') : error;
  }
  return entity;
}

/** Records that an account was made. */
export const recordCreation = (manager: EntityManager, account: AccountEntity, actor: Actor): Promise<void> =>
  recordChange(manager, {
    at: account.createdAt,
    actor,
    subject: account,
    action: 'account.created',
    after: { email: account.email, role: account.role },
  });
