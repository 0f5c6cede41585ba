import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import Redis from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { CONFIG, type Config } from '../config';
import { BackOff, type BackOffRule } from './back-off';
import { asTooMany } from './too-many';

/** At most `points` in any window of `seconds` that begins with the first. */
export interface Limit {
  /** Unique in the program. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/**
 * Limits that hold over all nodes when there is Redis, and in this process when there is none or while it is away.
 * Keys are stored as they are: give no secrets as keys.
 */
@Injectable()
export class RateLimits implements OnApplicationShutdown {
  private readonly log = new Logger(RateLimits.name);
  private readonly redis: Redis | null;
  private readonly limiters = new Map<string, RateLimiterAbstract>();

  constructor(@Inject(CONFIG) { redisUrl }: Config) {
    this.redis =
      redisUrl === null
        ? null
        : new Redis(redisUrl, {
            enableOfflineQueue: false,
            maxRetriesPerRequest: 1,
            commandTimeout: 1000,
            // One that is frozen would cost everybody that second: it counts as away until it speaks again.
            socketTimeout: 2000,
          });
    this.redis?.on('error', (error) => this.log.warn(`Redis: ${error.message}`));
  }

  /** Whether there should be a Redis and none answers. */
  get redisAway(): boolean {
    return this.redis !== null && this.redis.status !== 'ready';
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  /**
   * Counts one attempt.
   * @throws ApiError TOO_MANY_REQUESTS with the time to wait
   */
  async consume(limit: Limit, key: string): Promise<void> {
    try {
      await this.limiter(limit).consume(key);
    } catch (error) {
      throw asTooMany(error);
    }
  }

  /** The same for who is not to hear of it: whether there was one left. */
  allows(limit: Limit, key: string): Promise<boolean> {
    return this.consume(limit, key).then(
      () => true,
      () => false,
    );
  }

  /** Takes one attempt back: it turned out to be one that nobody minds. */
  async giveBack(limit: Limit, key: string): Promise<void> {
    await this.limiter(limit).reward(key);
  }

  /** Waiting times that grow with each failure of a key. */
  backOff(rule: BackOffRule): BackOff {
    const failures = this.limiter({
      name: `${rule.name}:failures`,
      points: Number.MAX_SAFE_INTEGER,
      seconds: rule.forgetSeconds,
    });
    const gate = this.limiter({ name: `${rule.name}:gate`, points: 1, seconds: rule.firstSeconds });
    return new BackOff(rule, failures, gate);
  }

  private limiter({ name, points, seconds }: Limit): RateLimiterAbstract {
    const known = this.limiters.get(name);
    if (known) return known;
    const options = { keyPrefix: name, points, duration: seconds };
    const memory = new RateLimiterMemory(options);
    const limiter = this.redis
      ? new RateLimiterRedis({ ...options, storeClient: this.redis, insuranceLimiter: memory })
      : memory;
    this.limiters.set(name, limiter);
    return limiter;
  }
}
