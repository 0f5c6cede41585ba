import { Inject, Injectable } from '@nestjs/common';
import { NIL } from 'uuid';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { BackOff } from '../platform/rate-limit/back-off';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { hashPlace } from './place';
import { knownPlace } from './sign-ins.queries';

/** Wrong attempts from one address, on any account; a whole office may sit behind it. */
const FROM_ADDRESS: Limit = { name: 'sign-in:address', points: 60, seconds: 600 };
/** Attempts on one account from places where it was never signed in (NIST SP 800-63B-4, 3.2.2: at most 100). */
const FROM_STRANGERS: Limit = { name: 'sign-in:strangers', points: 100, seconds: 3600 };
const KNOWN_FOR_MS = 30 * 24 * 3_600_000;

/** Codes on one account from unknown places: three of a million are right at any moment. */
const CODES_FROM_STRANGERS: Limit = { name: 'sign-in-code:strangers', points: 30, seconds: 3600 };
const CODE_RULE = {
  name: 'sign-in-code:place',
  free: 5,
  firstSeconds: 2,
  mostSeconds: 300,
  forgetSeconds: 3600,
};
const PLACE_RULE = { name: 'sign-in:place', free: 5, firstSeconds: 2, mostSeconds: 300, forgetSeconds: 3600 };

export interface Attempt {
  readonly email: string;
  readonly address: string;
  readonly accountId: string | null;
}

/**
 * Slows guessing down: by address, by account and address with growing waits, and by account over all unknown places.
 * Whoever signed in from an address in the last 30 days is not kept out there by what strangers do elsewhere.
 */
@Injectable()
export class SignInLimits {
  private readonly place: BackOff;
  private readonly code: BackOff;

  constructor(
    private readonly limits: RateLimits,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.place = limits.backOff(PLACE_RULE);
    this.code = limits.backOff(CODE_RULE);
  }

  /** @throws ApiError TOO_MANY_REQUESTS */
  async attempt(attempt: Attempt): Promise<void> {
    await this.limits.consume(FROM_ADDRESS, attempt.address);
    await this.place.attempt(this.key(attempt));
    if (!(await this.isKnown(attempt))) await this.limits.consume(FROM_STRANGERS, attempt.email);
  }

  async succeed(attempt: Attempt): Promise<void> {
    await this.place.succeed(this.key(attempt));
    await this.limits.giveBack(FROM_ADDRESS, attempt.address);
  }

  /** The same for the code after the password, counted apart. @throws ApiError TOO_MANY_REQUESTS */
  async attemptCode(attempt: Attempt): Promise<void> {
    await this.limits.consume(FROM_ADDRESS, attempt.address);
    await this.code.attempt(this.key(attempt));
    if (!(await this.isKnown(attempt))) await this.limits.consume(CODES_FROM_STRANGERS, attempt.email);
  }

  async codeWasRight(attempt: Attempt): Promise<void> {
    await this.code.succeed(this.key(attempt));
    await this.limits.giveBack(FROM_ADDRESS, attempt.address);
  }

  private key({ email, address }: Attempt): string {
    return `${email} ${address}`;
  }

  private async isKnown({ accountId, address }: Attempt): Promise<boolean> {
    const since = new Date(this.clock.now() - KNOWN_FOR_MS);
    const place = hashPlace(address, this.config.siteSecret);
    // Asked for nobody too: an account that does not exist takes as long as one that does (SEC-A5).
    return knownPlace(this.database.manager, accountId ?? NIL, place, since);
  }
}
