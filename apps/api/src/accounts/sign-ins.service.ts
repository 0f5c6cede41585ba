import { Inject, Injectable } from '@nestjs/common';
import type { SignInView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { AccountAuthenticator } from '../platform/access/authenticators';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { Transactions } from '../platform/database/transactions';
import { ApiError } from '../platform/errors/api-error';
import { type Permission, roleMay } from '../platform/permissions';
import type { AccountPrincipal } from '../platform/principal';
import { hashSecret, newSecret } from '../platform/secret';
import { AccountEntity } from './account.entity';
import { principalOf } from './account-view';
import { expertPrincipal } from './experts/expert-principal';
import { expertKeys, expertOf, goodExperts, noteExpertKey, touchExpert } from './experts/experts.queries';
import { hashPlace } from './place';
import { SignInEntity } from './sign-in.entity';
import { endEverySignIn, endOthers, endSignIn } from './sign-in-endings';
import { goodKeysOf, noteKey } from './sign-in-keys.queries';
import type { SignInPlace } from './sign-in-place';
import { goodOf, goodSignIn, goodSignInsOf, type Horizon, touch, wasDisabled } from './sign-ins.queries';

const HOUR = 3_600_000;
/** Unused for so long, a sign-in ends. */
export const IDLE_MS = 12 * HOUR;
/** So old, a sign-in ends, used or not (NIST SP 800-63B-4, AAL2). */
export const ABSOLUTE_MS = 24 * HOUR;
/** Use is noted at most this often. */
const TOUCH_MS = 60_000;

/** Sign-ins: opaque tokens in browsers, rows here. Every request looks its row up, so an end holds at once. */
@Injectable()
export class SignInsService implements AccountAuthenticator {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ApiError ACCOUNT_DISABLED to the one who was signed in then, and to nobody else */
  async authenticate(token: string): Promise<AccountPrincipal | null> {
    const hash = hashSecret(token);
    const found = await goodSignIn(this.database.manager, hash, this.horizon());
    if (!found) {
      const expert = await this.expert(hash);
      if (expert) return expert;
      const { createdAfter } = this.horizon();
      if (await wasDisabled(this.database.manager, hash, createdAfter))
        throw new ApiError('ACCOUNT_DISABLED');
      return null;
    }
    const now = this.clock.now();
    const { signIn, secondStepMissing } = found;
    if (now - signIn.seenAt.getTime() > TOUCH_MS)
      await touch(this.database.manager, signIn.id, new Date(now));
    return principalOf(signIn.account, signIn.id, secondStepMissing);
  }

  /** Which of these sign-ins still hold, and for everything: for connections that live longer than a request. */
  async stillGood(signInIds: readonly string[]): Promise<Set<string>> {
    const { manager } = this.database;
    const horizon = this.horizon();
    const experts = await goodExperts(manager, signInIds, horizon);
    return new Set([...(await goodOf(manager, signInIds, horizon)), ...experts]);
  }

  /**
   * Looks again, in a transaction that had to wait, whether who asks may still do it.
   * @throws ApiError NOT_SIGNED_IN, FORBIDDEN
   */
  async mustStillHave(
    manager: EntityManager,
    { signInId, accountId }: AccountPrincipal,
    permission: Permission,
  ): Promise<void> {
    if (!(await goodOf(manager, [signInId], this.horizon())).has(signInId))
      throw new ApiError('NOT_SIGNED_IN');
    const { role } = await manager.findOneByOrFail(AccountEntity, { id: accountId });
    if (!roleMay(role, permission)) throw new ApiError('FORBIDDEN', `${role} lacks ${permission}`);
  }

  /** Notes a key for peer links that a console showed under this sign-in. */
  noteKey({ role, signInId }: AccountPrincipal, thumbprint: string): Promise<void> {
    const note = role === 'expert' ? noteExpertKey : noteKey;
    return note(this.database.manager, signInId, thumbprint);
  }

  /** The keys that good sign-ins of these accounts have shown. What another key holds, nobody may use any more. */
  async keysOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const { manager } = this.database;
    const horizon = this.horizon();
    const experts = await expertKeys(manager, accountIds, horizon);
    return new Map([...(await goodKeysOf(manager, accountIds, horizon)), ...experts]);
  }

  /** Begins a sign-in with a token of its own. @returns the token, for the browser alone. */
  async begin(manager: EntityManager, accountId: string, { address, browser }: SignInPlace): Promise<string> {
    const token = newSecret();
    const now = new Date(this.clock.now());
    await manager.insert(SignInEntity, {
      id: uuid(),
      accountId,
      tokenHash: hashSecret(token),
      placeHash: hashPlace(address, this.config.siteSecret),
      browser,
      address,
      createdAt: now,
      seenAt: now,
      endedAt: null,
    });
    await manager.update(AccountEntity, { id: accountId }, { lastSignInAt: now });
    return token;
  }

  /** The good sign-ins of whoever asks. */
  async listOf(who: AccountPrincipal): Promise<SignInView[]> {
    const found = await goodSignInsOf(this.database.manager, who.accountId, this.horizon());
    return found.map(({ id, browser, address, createdAt, seenAt }) => ({
      id,
      browser,
      address,
      createdAt: createdAt.getTime(),
      seenAt: seenAt.getTime(),
      current: id === who.signInId,
    }));
  }

  async end(signInId: string): Promise<void> {
    await this.transactions.run(({ manager }) => endSignIn(manager, signInId, this.now()));
  }

  /** Ends a sign-in of whoever asks. @throws ApiError NOT_FOUND when it is not theirs, or has ended */
  async endOwn(who: AccountPrincipal, signInId: string): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      const own = await manager.existsBy(SignInEntity, { id: signInId, accountId: who.accountId });
      if (!own || !(await endSignIn(manager, signInId, this.now()))) throw new ApiError('NOT_FOUND');
    });
  }

  /** Ends every sign-in of an account, with their sockets, on all nodes. */
  async endAllOf(accountId: string): Promise<void> {
    await this.transactions.run(({ manager }) => endEverySignIn(manager, accountId, this.now()));
  }

  /** Ends every sign-in of whoever asks but the one that asks. */
  async endOthersOf({ accountId, signInId }: AccountPrincipal): Promise<void> {
    await this.transactions.run(({ manager }) => endOthers(manager, accountId, signInId, this.now()));
  }

  /** Oldest moments of sign-ins that are good now. */
  horizon(): Horizon {
    const now = this.clock.now();
    return { createdAfter: new Date(now - ABSOLUTE_MS), seenAfter: new Date(now - IDLE_MS) };
  }

  private async expert(hash: Buffer): Promise<AccountPrincipal | null> {
    const expert = await expertOf(this.database.manager, hash, this.horizon());
    if (!expert) return null;
    if (this.clock.now() - expert.seenAt.getTime() > TOUCH_MS)
      await touchExpert(this.database.manager, expert.id, this.now());
    return expertPrincipal(expert);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
