import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { AccountAuthenticator } from '../platform/access/authenticators';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { Transactions } from '../platform/database/transactions';
import type { AccountPrincipal } from '../platform/principal';
import { SignInEntity } from './sign-in.entity';
import { SignInEvents } from './sign-in-events';
import { endAll, endOne, goodOf, goodSignIn, type Horizon, touch } from './sign-ins.queries';
import { hashPlace, hashToken, newToken } from './token';

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
    private readonly events: SignInEvents,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async authenticate(token: string): Promise<AccountPrincipal | null> {
    const found = await goodSignIn(this.database.manager, hashToken(token), this.horizon());
    if (!found) return null;
    const now = this.clock.now();
    if (now - found.seenAt.getTime() > TOUCH_MS) await touch(this.database.manager, found.id, new Date(now));
    const { id: accountId, name, email, role, language } = found.account;
    return { kind: 'account', accountId, name, email, role, language, signInId: found.id };
  }

  /** Which of these sign-ins still hold: for connections that live longer than a request. */
  stillGood(signInIds: readonly string[]): Promise<Set<string>> {
    return goodOf(this.database.manager, signInIds, this.horizon());
  }

  /** Begins a sign-in with a token of its own. @returns the token, for the browser alone. */
  async begin(manager: EntityManager, accountId: string, address: string): Promise<string> {
    const token = newToken();
    const now = new Date(this.clock.now());
    await manager.insert(SignInEntity, {
      id: uuid(),
      accountId,
      tokenHash: hashToken(token),
      placeHash: hashPlace(address, this.config.siteSecret),
      createdAt: now,
      seenAt: now,
      endedAt: null,
    });
    return token;
  }

  async end(signInId: string): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      const wasGood = await endOne(manager, signInId, new Date(this.clock.now()));
      if (wasGood) await this.events.tell(manager, { signInId });
    });
  }

  /** Ends every sign-in of an account, with their sockets, on all nodes. */
  async endAllOf(accountId: string): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      await endAll(manager, accountId, new Date(this.clock.now()));
      await this.events.tell(manager, { accountId });
    });
  }

  private horizon(): Horizon {
    const now = this.clock.now();
    return { createdAfter: new Date(now - ABSOLUTE_MS), seenAfter: new Date(now - IDLE_MS) };
  }
}
