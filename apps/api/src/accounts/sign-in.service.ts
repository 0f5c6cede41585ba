import { Injectable } from '@nestjs/common';
import type { AccountView } from '@relevo/contracts';
import { Database } from '../platform/database/database';
import { ApiError } from '../platform/errors/api-error';
import { viewOf } from './account-view';
import { enabledAccount } from './accounts.queries';
import { checkPassword } from './passwords';
import { SignInLimits } from './sign-in-limits';
import { SignInsService } from './sign-ins.service';

export interface SignedInAccount {
  readonly account: AccountView;
  /** For the browser's cookie alone. */
  readonly token: string;
}

/** Checks e-mail and password, with the same answer and the same work whatever is wrong. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly signIns: SignInsService,
    private readonly limits: SignInLimits,
  ) {}

  /** @throws ApiError WRONG_CREDENTIALS, TOO_MANY_REQUESTS */
  async signIn(email: string, password: string, address: string): Promise<SignedInAccount> {
    const account = await enabledAccount(this.database.manager, email);
    const attempt = { email, address, accountId: account?.id ?? null };
    await this.limits.attempt(attempt);
    const right = await checkPassword(account?.passwordHash ?? null, password);
    if (!account || !right) throw new ApiError('WRONG_CREDENTIALS');
    await this.limits.succeed(attempt);
    const token = await this.signIns.begin(this.database.manager, account.id, address);
    return { account: viewOf(account), token };
  }
}
