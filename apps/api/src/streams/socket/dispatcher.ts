import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Answer, CLIENT_MESSAGES } from '@relevo/contracts';
import { CLOCK, type Clock } from '../../platform/clock';
import { ApiError } from '../../platform/errors/api-error';
import { badRequest } from '../../platform/errors/contract.pipe';
import { errorBodyOf, toApiError } from '../../platform/errors/to-api-error';
import type { Connection } from './connection';
import { type ClientMessage, SocketHandlers } from './handlers';

/** Malformed messages after which a socket is cut. */
const MOST_STRIKES = 3;
/** Messages beyond the limit, less those within it, after which a socket is cut. */
const MOST_EXCESS = 300;

type Reply = (answer: Answer<unknown>) => void;

const isKnown = (name: unknown): name is ClientMessage =>
  typeof name === 'string' && Object.hasOwn(CLIENT_MESSAGES, name);

/** Takes every message of a socket: limits, parses with the contract, calls its handler and answers, always in a typed form. */
@Injectable()
export class Dispatcher {
  private readonly logger = new Logger('Socket');

  constructor(
    private readonly handlers: SocketHandlers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Handles one message; never rejects. */
  async dispatch(from: Connection, name: unknown, args: readonly unknown[]): Promise<void> {
    const last = args.at(-1);
    const reply: Reply = typeof last === 'function' ? (last as Reply) : () => undefined;
    try {
      this.limit(from);
      if (typeof last !== 'function' || args.length !== 2 || !isKnown(name)) throw badRequest([]);
      const data = await this.handle(from, name, args[0]);
      from.strikes = 0;
      reply({ ok: true, data });
    } catch (fault) {
      const error = toApiError(fault);
      if (error.code === 'INTERNAL') this.logger.error(fault);
      reply({ ok: false, error: errorBodyOf(error) });
      if (error.code === 'BAD_REQUEST') this.strike(from);
    }
  }

  private handle<Name extends ClientMessage>(
    from: Connection,
    name: Name,
    message: unknown,
  ): Promise<unknown> {
    const parsed = CLIENT_MESSAGES[name].in.safeParse(message);
    if (!parsed.success) throw badRequest(parsed.error.issues);
    const handler = this.handlers.table[name] as (from: Connection, message: unknown) => Promise<unknown>;
    return handler(from, parsed.data);
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
