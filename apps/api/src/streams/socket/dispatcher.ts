import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Answer } from '@relevo/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { CLOCK, type Clock } from '../../platform/clock';
import { ApiError } from '../../platform/errors/api-error';
import { badRequest } from '../../platform/errors/contract.pipe';
import { errorBodyOf, toApiError } from '../../platform/errors/to-api-error';
import type { Connection } from './connection';

/** Malformed messages after which a socket is cut. */
const MOST_STRIKES = 3;
/** Messages beyond the limit, less those within it, after which a socket is cut. */
const MOST_EXCESS = 300;

type Reply = (answer: Answer<unknown>) => void;

/** Handles a message by way of the framework: access mark, contract, method. */
export type Handler = (message: unknown) => Observable<unknown>;

/** Takes every message of a socket: limits it, has it handled and answers, always in a typed form. */
@Injectable()
export class Dispatcher {
  private readonly logger = new Logger('Socket');

  private readonly running = new Set<Promise<void>>();
  private finishing = false;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Takes nothing more; resolves when all that was taken is answered. */
  async finish(): Promise<void> {
    this.finishing = true;
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /**
   * Handles one message; never rejects.
   * @param handler undefined = there is none for a message of this name
   * @param args what came after the name: the message and the way to answer it
   */
  dispatch(from: Connection, handler: Handler | undefined, args: readonly unknown[]): Promise<void> {
    const handled: Promise<void> = this.handle(from, handler, args).finally(() =>
      this.running.delete(handled),
    );
    this.running.add(handled);
    return handled;
  }

  private async handle(
    from: Connection,
    handler: Handler | undefined,
    args: readonly unknown[],
  ): Promise<void> {
    const last = args.at(-1);
    const reply: Reply = typeof last === 'function' ? (last as Reply) : () => undefined;
    try {
      if (this.finishing) throw new ApiError('UNAVAILABLE', 'this server is ending');
      this.limit(from);
      if (typeof last !== 'function' || args.length !== 2 || !handler) throw badRequest([]);
      const data = await firstValueFrom(handler(args[0]));
      from.strikes = 0;
      reply({ ok: true, data });
    } catch (fault) {
      const error = toApiError(fault);
      if (error.code === 'INTERNAL') this.logger.error(fault);
      reply({ ok: false, error: errorBodyOf(error) });
      if (error.code === 'BAD_REQUEST') this.strike(from);
    }
  }

  private limit(from: Connection): void {
    if (from.bucket.take(this.clock.now())) {
      from.excess = Math.max(0, from.excess - 1);
      return;
    }
    from.excess += 1;
    if (from.excess > MOST_EXCESS) from.cut();
    throw new ApiError('TOO_MANY_REQUESTS', 'too many messages', { retryAfterSeconds: 1 });
  }

  private strike(from: Connection): void {
    from.strikes += 1;
    if (from.strikes >= MOST_STRIKES) from.cut();
  }
}
