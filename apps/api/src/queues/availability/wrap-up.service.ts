import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ownerOf, type SessionState, standAfterSession } from '@relevo/domain';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Queryable } from '../../streams/log/log.queries';
import { LogService } from '../../streams/log/log.service';
import { inTransaction } from '../../streams/log/transaction';
import { QueuesService } from '../lists/queues.service';
import { queueOfSession, tellDesks, withdrawOffers } from '../tickets/tickets.queries';
import { lockSeat, noteStand, seats } from './availability.queries';

/** What is parked took none of its owner's time any more; it may be the server that ends it, at any hour. */
const ended = (before: SessionState, after: SessionState): boolean =>
  before.phase === 'open' && after.phase === 'ended';

/** After a session that came from a queue, whoever had it at the end wraps up for as long as the queue says. */
@Injectable()
export class WrapUpService implements OnModuleInit {
  private readonly logger = new Logger(WrapUpService.name);

  constructor(
    private readonly database: Database,
    private readonly log: LogService,
    private readonly queues: QueuesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection({ concerns: ended, write: (db, _before, after) => this.begin(db, after) });
    this.log.onCommitted(({ entry, before, after }) => {
      const owner = entry.kind === 'session' && ended(before, after) ? ownerOf(after)?.accountId : undefined;
      if (owner !== undefined) void this.takeBack(owner);
    });
  }

  /** With the end itself, so that nobody is given to them in between. */
  private async begin(db: Queryable, session: SessionState): Promise<void> {
    const queueId = await queueOfSession(db, session.id);
    const seconds = (queueId && this.queues.byId(queueId)?.wrapUpSeconds) || 0;
    const owner = ownerOf(session)?.accountId;
    if (seconds === 0 || owner === undefined) return;
    const now = this.clock.now();
    await noteStand(db, owner, standAfterSession(await lockSeat(db, owner, now), seconds, now));
  }

  /** Who wraps up has nobody offered to them: what was offered before goes on to the next. */
  private async takeBack(accountId: string): Promise<void> {
    try {
      await inTransaction(this.database.pool, async (db) => {
        const now = this.clock.now();
        const [seat] = await seats(db, now, accountId);
        if (seat?.state !== 'wrapUp') return;
        await withdrawOffers(db, accountId, now);
        await tellDesks(db);
      });
    } catch (fault) {
      this.logger.warn(`Offers to somebody who wraps up run out by themselves: ${String(fault)}`);
    }
  }
}
