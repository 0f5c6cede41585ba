import { Injectable } from '@nestjs/common';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';

/** A 128-bit token cannot be guessed: this only bounds the work. */
const TOKENS: Limit = { name: 'proof:token', points: 120, seconds: 60 };
/** Checking a signature is work, whatever it is about. */
const SIGNATURES: Limit = { name: 'proof:signature', points: 120, seconds: 60 };
/** Nine digits can be guessed (SEC-J3): by address, by the code itself, and over the whole site. */
const ADDRESS: Limit = { name: 'proof:address', points: 10, seconds: 60 };
const CODE: Limit = { name: 'proof:code', points: 5, seconds: 300 };
const SITE: Limit = { name: 'proof:site', points: 5, seconds: 1 };

/** Bounds how often tokens, spoken codes and signatures are tried. */
@Injectable()
export class GuessLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws ApiError TOO_MANY_REQUESTS */
  async token(address: string): Promise<void> {
    await this.limits.consume(TOKENS, address);
  }

  /** @throws ApiError TOO_MANY_REQUESTS */
  async signature(address: string): Promise<void> {
    await this.limits.consume(SIGNATURES, address);
  }

  /** For anything that is neither code nor token, such as half a link. @throws ApiError TOO_MANY_REQUESTS */
  async malformed(address: string): Promise<void> {
    await this.limits.consume(ADDRESS, address);
    await this.limits.consume(SITE, 'site');
  }

  /** For spoken codes. @throws ApiError TOO_MANY_REQUESTS */
  async code(address: string, codeHash: Buffer): Promise<void> {
    // Before the code's own: what is held back because others guess leaves an honest code its tries.
    await this.malformed(address);
    await this.limits.consume(CODE, codeHash.toString('base64url'));
  }
}
