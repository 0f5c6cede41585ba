import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { asTooMany, tooMany } from './too-many';

/** From the failure after `free` on, each attempt waits: `firstSeconds`, then twice as long each time, at most `mostSeconds`. */
export interface BackOffRule {
  readonly name: string;
  readonly free: number;
  readonly firstSeconds: number;
  readonly mostSeconds: number;
  /** Failures are forgotten this long after the first. */
  readonly forgetSeconds: number;
}

/** Seconds to wait after so many attempts that all failed. */
export const backOffSeconds = (rule: BackOffRule, failures: number): number =>
  Math.min(rule.mostSeconds, rule.firstSeconds * 2 ** Math.max(0, failures - rule.free - 1));

/** Slows guessing down without ever locking anybody out. */
export class BackOff {
  constructor(
    private readonly rule: BackOffRule,
    private readonly failures: RateLimiterAbstract,
    private readonly gate: RateLimiterAbstract,
  ) {}

  /**
   * Counts an attempt before it is made, so that parallel attempts count too. An attempt that has to wait is not counted.
   * @throws ApiError TOO_MANY_REQUESTS with the time to wait
   */
  async attempt(key: string): Promise<void> {
    const closed = await this.gate.get(key);
    if (closed && closed.remainingPoints <= 0) throw tooMany(closed.msBeforeNext);
    const { consumedPoints } = await this.failures.consume(key);
    if (consumedPoints <= this.rule.free) return;
    await this.pass(key);
    await this.gate.block(key, backOffSeconds(this.rule, consumedPoints));
  }

  /** Forgets the failures of a key: the attempt succeeded. */
  async succeed(key: string): Promise<void> {
    await Promise.all([this.failures.delete(key), this.gate.delete(key)]);
  }

  /** One of several attempts at the same moment gets through. */
  private async pass(key: string): Promise<void> {
    try {
      await this.gate.consume(key);
    } catch (error) {
      throw asTooMany(error);
    }
  }
}
