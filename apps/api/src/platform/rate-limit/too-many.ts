import { RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from '../errors/api-error';

/** Too many: says after how long the next one is welcome. */
export const tooMany = (msBeforeNext: number): ApiError =>
  new ApiError('TOO_MANY_REQUESTS', 'too many attempts', {
    retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });

/** What a limiter throws is a count, not an error. */
export const asTooMany = (thrown: unknown): unknown =>
  thrown instanceof RateLimiterRes ? tooMany(thrown.msBeforeNext) : thrown;
