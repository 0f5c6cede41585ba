import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { QueueView } from '@relevo/contracts';
import {
  CALL_BACK_DAYS,
  type Candidate,
  chooseFor,
  escalates,
  isDeserted,
  isFree,
  OFFER_SECONDS,
  offeredTo,
} from '@relevo/domain';
import { Beat } from '../../platform/beat';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { LOCKS } from '../../platform/database/locks';
import type { Queryable } from '../../streams/log/log.queries';
import { inTransaction } from '../../streams/log/transaction';
import { AccountPresence } from '../../streams/socket/account-presence.service';
import { lockSeat, noteGiven, seats } from '../availability/availability.queries';
import { QueuesService } from '../lists/queues.service';
import {
  escalateTickets,
  forgetCallBacks,
  giveUpUnseen,
  lockWaiting,
  notEscalated,
  offerTicket,
  type TicketRow,
  tellDesks,
  ticketOf,
} from '../tickets/tickets.queries';
import { HERE_MS } from './desk-view';

const EVERY_MS = 1000;
/** Whose page was not heard of for so long has gone, ms. Phones that sleep are given the time to wake up. */
const GONE_MS = 15 * 60_000;
/** After a start, or a time without the database, pages get the time to be heard of again, ms: it was the server that was away. */
const GRACE_MS = 3 * 60_000;
const DAY_MS = 86_400_000;

/** Gives waiting customers out where CSRs do not pick for themselves, calls supervisors, and notices who has gone (W5). */
@Injectable()
export class AssigningService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AssigningService.name);
  private backAt = 0;
  private readonly beat = new Beat(
    () => this.run(),
    () => EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly queues: QueuesService,
    private readonly presence: AccountPresence,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.backAt = this.clock.now();
    this.beat.start();
  }

  onApplicationShutdown(): void {
    this.beat.stop();
  }

  private async run(): Promise<void> {
    if (this.queues.current().length === 0) return;
    try {
      await inTransaction(this.database.pool, (db) => this.look(db));
    } catch (fault) {
      this.backAt = this.clock.now();
      this.logger.warn(`Customers were not given out: ${String(fault)}`);
    }
  }

  /** One node at a time. */
  private async look(db: Queryable): Promise<void> {
    const { rows } = await db.query<{ mine: boolean }>({
      text: 'SELECT pg_try_advisory_xact_lock($1) AS mine',
      values: [LOCKS.assigning],
    });
    if (!rows[0]?.mine) return;
    const now = this.clock.now();
    let changes = 0;
    const called = ({ escalateSeconds, servedBy }: QueueView) =>
      escalateSeconds !== null || servedBy !== null;
    if (this.queues.current().some(called)) changes += await this.escalate(db, now);
    if (now - this.backAt > GRACE_MS) changes += await giveUpUnseen(db, now - GONE_MS, now);
    changes += await forgetCallBacks(db, now - CALL_BACK_DAYS * DAY_MS, now);
    if (this.queues.current().some(({ assignment }) => assignment !== 'everybody'))
      changes += await this.giveOut(db, now);
    if (changes > 0) await tellDesks(db);
  }

  /** Who has waited for too long, and who came to a queue that nobody serves any more. */
  private async escalate(db: Queryable, now: number): Promise<number> {
    const open = await notEscalated(db);
    if (open.length === 0) return 0;
    const atWork = new Set((await seats(db, now)).map(({ accountId }) => accountId));
    const due = open.filter(({ queueId, state, enteredAt }) => {
      const queue = this.queues.byId(queueId);
      if (!queue) return false;
      return isDeserted(queue, atWork) || (state === 'waiting' && escalates(queue, enteredAt, now));
    });
    return due.length === 0
      ? 0
      : escalateTickets(
          db,
          due.map(({ id }) => id),
          now,
        );
  }

  /** Offers everybody who has no offer to whoever is next; answers how many offers changed. */
  private async giveOut(db: Queryable, now: number): Promise<number> {
    const tickets = (await lockWaiting(db)).filter((ticket) => offeredTo(ticketOf(ticket), now) === null);
    if (tickets.length === 0) return 0;
    const reachable = this.presence.reachable();
    const candidates = new Map<string, Candidate>(
      (await seats(db, now)).map((seat) => [
        seat.accountId,
        { ...seat, reachable: reachable.has(seat.accountId) },
      ]),
    );
    let changes = 0;
    for (const ticket of tickets) changes += await this.giveOne(db, ticket, candidates, now);
    return changes;
  }

  private async giveOne(
    db: Queryable,
    ticket: TicketRow,
    candidates: Map<string, Candidate>,
    now: number,
  ): Promise<0 | 1> {
    const queue = this.queues.byId(ticket.queueId);
    // An offer that ran out was let pass.
    const passed = ticket.offeredTo === null ? ticket.passed : [...ticket.passed, ticket.offeredTo];
    const here = now - ticket.seenAt < HERE_MS;
    const chosen = queue && here ? await this.choose(db, queue, candidates, passed, now) : null;
    if (chosen === null && ticket.offeredTo === null) return 0;
    const { accountId } = chosen ?? {};
    const offer = accountId === undefined ? null : { accountId, until: now + OFFER_SECONDS * 1000 };
    // Who is asked again after everybody let it pass begins the round anew.
    await offerTicket(db, ticket.id, offer, offer && passed.includes(offer.accountId) ? [] : passed);
    if (chosen) {
      await noteGiven(db, chosen.accountId, now);
      candidates.set(chosen.accountId, { ...chosen, load: chosen.load + 1, lastGivenAt: now });
    }
    return 1;
  }

  /** Whose turn it is, and who is still free when nothing about them changes any more: a wrap-up may have begun meanwhile. */
  private async choose(
    db: Queryable,
    queue: QueueView,
    candidates: Map<string, Candidate>,
    passed: readonly string[],
    now: number,
  ): Promise<Candidate | null> {
    for (;;) {
      const accountId = chooseFor(queue, [...candidates.values()], passed);
      if (accountId === null) return null;
      await lockSeat(db, accountId, now);
      const [seat] = await seats(db, now, accountId);
      candidates.delete(accountId);
      if (!seat) continue;
      const chosen = { ...seat, reachable: true };
      candidates.set(accountId, chosen);
      if (isFree(queue, chosen)) return chosen;
    }
  }
}
