import { Inject, Injectable } from '@nestjs/common';
import type { AvailabilityBody, AvailabilityView } from '@relevo/contracts';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { ApiError } from '../../platform/errors/api-error';
import { inTransaction } from '../../streams/log/transaction';
import { tellDesks, withdrawOffers } from '../tickets/tickets.queries';
import { saveAvailability, seats } from './availability.queries';

/** How CSRs stand: ready, busy, after a session, or away and why; and how many customers they take at once. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A reason belongs to being away. Whoever is not ready any more has nobody offered to them. */
  async say(accountId: string, { state, reason, capacity }: AvailabilityBody): Promise<AvailabilityView> {
    const now = this.clock.now();
    const said = { state, reason: state === 'away' ? reason : '', capacity };
    return inTransaction(this.database.pool, async (db) => {
      if (state !== 'ready') await withdrawOffers(db, accountId, now);
      await saveAvailability(db, accountId, said, now);
      await tellDesks(db);
      const [seat] = await seats(db, now, accountId);
      if (!seat) throw new ApiError('NOT_FOUND');
      return { ...said, since: seat.since, load: seat.load };
    });
  }
}
