import { Injectable } from '@nestjs/common';
import type { QueueView, WallBoard, WallBoardQuery } from '@relevo/contracts';
import { isOpen, serves, standingOf } from '@relevo/domain';
import { Database } from '../../platform/database/database';
import { AccountPresence } from '../../streams/socket/account-presence.service';
import type { TicketRow } from '../tickets/tickets.queries';
import { DeskService } from './desk.service';
import { figuresSince, liveCount, membersOf } from './wall-board.queries';

/** Whether somebody of a team serves the queue; null = everybody counts. */
const servedByAny = (queue: QueueView, members: ReadonlySet<string> | null): boolean =>
  members === null || [...members].some((accountId) => serves(queue, accountId));

const firstOf = (tickets: readonly TicketRow[]): number | null => tickets[0]?.enteredAt ?? null;

/** The site at one glance, for supervisors: numbers and colleagues, nobody of the customers by name. */
@Injectable()
export class WallBoardService {
  constructor(
    private readonly database: Database,
    private readonly desk: DeskService,
    private readonly presence: AccountPresence,
  ) {}

  /** Of the site, or of one team: its sessions and people, and who is at the queues that any of these serves. */
  async look({ since, team: asked }: WallBoardQuery): Promise<WallBoard> {
    const db = this.database.pool;
    const team = asked ?? null;
    const members = team === null ? null : await membersOf(db, team);
    const all = await this.desk.now();
    const queues = all.queues.filter((queue) => servedByAny(queue, members));
    const queueIds = members && queues.map(({ id }) => id);
    const [live, today] = await Promise.all([
      liveCount(db, { team }),
      figuresSince(db, since, { team, queueIds }),
    ]);
    const tickets = all.tickets.filter(({ queueId }) => queueIds?.includes(queueId) ?? true);
    const waiting = tickets.filter(({ state }) => state === 'waiting');
    const reachable = this.presence.reachable();
    return {
      live,
      waiting: waiting.length,
      callBacks: tickets.length - waiting.length,
      escalated: waiting.filter(({ escalated }) => escalated).length,
      waitingSince: firstOf(waiting),
      shared: members !== null && queues.some(({ servedBy }) => servedBy === null),
      queues: queues
        .filter(({ archived }) => !archived)
        .map(({ id, name, names, hours }) => {
          const own = waiting.filter(({ queueId }) => queueId === id);
          const open = isOpen(hours, all.now);
          return { id, name, names, waiting: own.length, waitingSince: firstOf(own), open };
        }),
      csrs: all.seats
        .filter(({ accountId }) => members?.has(accountId) ?? true)
        .map((seat) => ({
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
