import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { ApiError } from '../platform/errors/api-error';
import type { BackOff } from '../platform/rate-limit/back-off';
import { RateLimits } from '../platform/rate-limit/rate-limits';
import { AccountEntity } from './account.entity';
import { checkPassword } from './passwords';

const RULE = { name: 'account:again', free: 5, firstSeconds: 2, mostSeconds: 300, forgetSeconds: 3600 };

/** Asks somebody who is signed in for their password again: a stolen sign-in alone changes nothing of the account. */
@Injectable()
export class PasswordAgain {
  private readonly backOff: BackOff;

  constructor(
    private readonly database: Database,
    limits: RateLimits,
  ) {
    this.backOff = limits.backOff(RULE);
  }

  /** @throws ApiError WRONG_PASSWORD, TOO_MANY_REQUESTS */
  async check(accountId: string, password: string): Promise<void> {
    await this.backOff.attempt(accountId);
    const account = await this.database.manager.findOneBy(AccountEntity, { id: accountId });
    if (!(await checkPassword(account?.passwordHash ?? null, password))) throw new ApiError('WRONG_PASSWORD');
    await this.backOff.succeed(accountId);
  }

  /** Counts a code before it is looked at, apart from passwords. @throws ApiError TOO_MANY_REQUESTS */
  attemptCode(accountId: string): Promise<void> {
    return this.backOff.attempt(`${accountId} code`);
  }

  codeWasRight(accountId: string): Promise<void> {
    return this.backOff.succeed(`${accountId} code`);
  }
}
