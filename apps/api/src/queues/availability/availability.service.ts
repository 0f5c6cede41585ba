import { Inject, Injectable } from '@nestjs/common';
import type { AvailabilityBody, AvailabilityView } from '@relevo/contracts';
import { standSaid } from '@relevo/domain';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { ApiError } from '../../platform/errors/api-error';
import { inTransaction } from '../../streams/log/transaction';
import { tellDesks, withdrawOffers } from '../tickets/tickets.queries';
import { lockSeat, noteStand, noteTerms, seats } from './availability.queries';

/** How CSRs stand: ready, busy, after a session, or away and why; and how many customers they take at once. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What is not said stays as it is. A reason belongs to being away. Whoever is not ready any more has nobody offered to them. */
  async say(accountId: string, { state, reason, capacity }: AvailabilityBody): Promise<AvailabilityView> {
    const now = this.clock.now();
    await inTransaction(this.database.pool, async (db) => {
      const noted = await lockSeat(db, accountId, now);
      if (state !== undefined) await noteStand(db, accountId, standSaid(noted, state, now));
      await noteTerms(db, accountId, { reason, capacity });
    });
    // Afterwards: whoever gives customers out locks those before the seat of the one to whom they are given.
    return inTransaction(this.database.pool, async (db) => {
      if (state !== undefined && state !== 'ready') await withdrawOffers(db, accountId, now);
      await tellDesks(db);
      const [seat] = await seats(db, now, accountId);
      if (!seat) throw new ApiError('NOT_FOUND');
      const { since, wrapUpUntil, load } = seat;
      return { state: seat.state, reason: seat.reason, capacity: seat.capacity, since, wrapUpUntil, load };
    });
  }
}
