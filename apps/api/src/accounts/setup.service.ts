import { Inject, Injectable } from '@nestjs/common';
import type { setupBody } from '@relevo/contracts';
import type { z } from 'zod';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { Transactions } from '../platform/database/transactions';
import { ApiError } from '../platform/errors/api-error';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { sameSecret } from '../platform/secret';
import { viewOf } from './account-view';
import { anyAccount, lockSetup } from './accounts.queries';
import { createAccount, recordCreation } from './create-account';
import { isStepMissing } from './second-step/second-step.queries';
import type { SignedInAccount } from './sign-in.service';
import type { SignInPlace } from './sign-in-place';
import { SignInsService } from './sign-ins.service';

const FROM_ADDRESS: Limit = { name: 'setup', points: 20, seconds: 600 };

/** Makes the first administrator, once, for whoever holds the one-time token. Afterwards there is nothing here. */
@Injectable()
export class SetupService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly signIns: SignInsService,
    private readonly limits: RateLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether nobody has an account yet. */
  async needed(): Promise<boolean> {
    return !(await anyAccount(this.database.manager));
  }

  /** @throws ApiError NOT_FOUND when set-up is over or the token is wrong, WEAK_PASSWORD */
  async setUp(body: z.infer<typeof setupBody>, place: SignInPlace): Promise<SignedInAccount> {
    const { setupToken } = this.config;
    if (setupToken === null || !(await this.needed())) throw new ApiError('NOT_FOUND');
    await this.limits.consume(FROM_ADDRESS, place.address);
    if (!sameSecret(body.token, setupToken)) throw new ApiError('NOT_FOUND');
    const { email, name, password, language = 'en' } = body;
    return this.transactions.run(async ({ manager }) => {
      await lockSetup(manager);
      if (await anyAccount(manager)) throw new ApiError('NOT_FOUND');
      const account = await createAccount(manager, {
        email,
        name,
        password,
        language,
        role: 'administrator',
      });
      await recordCreation(manager, account, { id: account.id, name: account.name });
      const token = await this.signIns.begin(manager, account.id, place);
      return { account: viewOf(account, await isStepMissing(manager, account.id)), token };
    });
  }
}
