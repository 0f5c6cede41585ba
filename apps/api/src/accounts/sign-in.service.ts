import { Inject, Injectable } from '@nestjs/common';
import type { AccountView, SecondStepNeeded } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Transactions } from '../platform/database/transactions';
import { ApiError } from '../platform/errors/api-error';
import { hashSecret, newSecret } from '../platform/secret';
import type { AccountEntity } from './account.entity';
import { viewOf } from './account-view';
import { enabledAccount, holdUnchanged } from './accounts.queries';
import { checkPassword } from './passwords';
import { endChallenge, storeChallenge, tryChallenge } from './second-step/challenge.queries';
import { CodesService } from './second-step/codes.service';
import { confirmedStep, isStepMissing } from './second-step/second-step.queries';
import { SignInLimits } from './sign-in-limits';
import type { SignInPlace } from './sign-in-place';
import { SignInsService } from './sign-ins.service';

export interface SignedInAccount {
  readonly account: AccountView;
  /** For the browser's cookie alone. */
  readonly token: string;
}

/** Whoever is half signed in has so long to give the code, */
const CHALLENGE_MS = 5 * 60_000;
/** and so many tries, before the password is asked for again. */
const CHALLENGE_TRIES = 5;

/** Undoes a sign-in by the password alone. */
class SecondStepCame extends Error {
  override name = 'SecondStepCame';
}

/** Checks e-mail and password, with the same answer and the same work whatever is wrong; then the code, where one is needed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly signIns: SignInsService,
    private readonly limits: SignInLimits,
    private readonly codes: CodesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ApiError WRONG_CREDENTIALS, TOO_MANY_REQUESTS */
  async signIn(
    email: string,
    password: string,
    place: SignInPlace,
  ): Promise<SignedInAccount | SecondStepNeeded> {
    const account = await enabledAccount(this.database.manager, email);
    const attempt = { email, address: place.address, accountId: account?.id ?? null };
    await this.limits.attempt(attempt);
    const right = await checkPassword(account?.passwordHash ?? null, password);
    if (!account || !right) throw new ApiError('WRONG_CREDENTIALS');
    await this.limits.succeed(attempt);
    const hasStep = (manager: EntityManager) => confirmedStep(manager, account.id);
    if (await hasStep(this.database.manager)) return this.challenge(account);
    const entered = await this.transactions
      .run(async ({ manager }) => {
        const signedIn = await this.enter(manager, account, place);
        // Turned on in this very moment, which ended every sign-in by the password alone: this one too (SEC-A4).
        if (await hasStep(manager)) throw new SecondStepCame();
        return signedIn;
      })
      .catch((error: unknown) => {
        if (error instanceof SecondStepCame) return null;
        throw error;
      });
    return entered ?? this.challenge(account);
  }

  /**
   * The second step.
   * @throws ApiError SIGN_IN_EXPIRED (begin again), WRONG_CODE, TOO_MANY_REQUESTS
   */
  async finish(challenge: string, code: string, place: SignInPlace): Promise<SignedInAccount> {
    const hash = hashSecret(challenge);
    const now = new Date(this.clock.now());
    const account = await tryChallenge(this.database.manager, hash, now, CHALLENGE_TRIES);
    if (!account) throw new ApiError('SIGN_IN_EXPIRED');
    const attempt = { email: account.email, address: place.address, accountId: account.id };
    await this.limits.attemptCode(attempt);
    const signedIn = await this.transactions.run(async ({ manager }) => {
      if (!(await this.codes.take(manager, account, code))) throw new ApiError('WRONG_CODE');
      if (!(await endChallenge(manager, hash))) throw new ApiError('SIGN_IN_EXPIRED');
      return this.enter(manager, account, place);
    });
    await this.limits.codeWasRight(attempt);
    return signedIn;
  }

  private async enter(
    manager: EntityManager,
    account: AccountEntity,
    place: SignInPlace,
  ): Promise<SignedInAccount> {
    if (!(await holdUnchanged(manager, account))) throw new ApiError('WRONG_CREDENTIALS');
    const view = viewOf(account, await isStepMissing(manager, account.id));
    return { account: view, token: await this.signIns.begin(manager, account.id, place) };
  }

  private async challenge({ id }: AccountEntity): Promise<SecondStepNeeded> {
    const challenge = newSecret();
    const expiresAt = this.clock.now() + CHALLENGE_MS;
    await storeChallenge(this.database.manager, hashSecret(challenge), id, new Date(expiresAt));
    return { challenge, expiresAt };
  }
}
