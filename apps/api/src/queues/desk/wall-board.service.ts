import { Injectable } from '@nestjs/common';
import type { WallBoard } from '@relevo/contracts';
import { isOpen, standingOf } from '@relevo/domain';
import { Database } from '../../platform/database/database';
import { AccountPresence } from '../../streams/socket/account-presence.service';
import type { TicketRow } from '../tickets/tickets.queries';
import { DeskService } from './desk.service';
import { figuresSince, liveCount } from './wall-board.queries';

const firstOf = (tickets: readonly TicketRow[]): number | null => tickets[0]?.enteredAt ?? null;

/** The site at one glance, for supervisors: numbers and colleagues, nobody of the customers by name. */
@Injectable()
export class WallBoardService {
  constructor(
    private readonly database: Database,
    private readonly desk: DeskService,
    private readonly presence: AccountPresence,
  ) {}

  /** @param since from when on today's figures are counted, ms since the epoch */
  async look(since: number): Promise<WallBoard> {
    const db = this.database.pool;
    const [all, live, today] = await Promise.all([this.desk.now(), liveCount(db), figuresSince(db, since)]);
    const waiting = all.tickets.filter(({ state }) => state === 'waiting');
    const reachable = this.presence.reachable();
    return {
      live,
      waiting: waiting.length,
      callBacks: all.tickets.length - waiting.length,
      escalated: waiting.filter(({ escalated }) => escalated).length,
      waitingSince: firstOf(waiting),
      queues: all.queues
        .filter(({ archived }) => !archived)
        .map(({ id, name, names, hours }) => {
          const own = waiting.filter(({ queueId }) => queueId === id);
          const open = isOpen(hours, all.now);
          return { id, name, names, waiting: own.length, waitingSince: firstOf(own), open };
        }),
      csrs: all.seats.map((seat) => ({
        accountId: seat.accountId,
        name: seat.name,
        standing: standingOf(seat, reachable.has(seat.accountId)),
        reason: seat.reason,
        since: seat.since === 0 ? null : seat.since,
        load: seat.load,
        capacity: seat.capacity,
      })),
      today,
    };
  }
}
