import { Inject, Injectable } from '@nestjs/common';
import type { QueueView, SessionView } from '@relevo/contracts';
import { hearsOf, MAX_NOTE_LENGTH, offeredTo, pickVerdict, type SessionCommand } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { insertInvite } from '../../invites/invites.queries';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { ApiError, refused } from '../../platform/errors/api-error';
import type { AccountPrincipal } from '../../platform/principal';
import { SessionsService } from '../../sessions/sessions.service';
import type { Queryable } from '../../streams/log/log.queries';
import { inTransaction } from '../../streams/log/transaction';
import { lockSeat, noteGiven, seats } from '../availability/availability.queries';
import { QueuesService } from '../lists/queues.service';
import {
  closeTicket,
  findTicket,
  offerTicket,
  type TicketRow,
  tellDesks,
  ticketOf,
} from '../tickets/tickets.queries';

/** What the customer said, for the notes of the session: customers never read them. */
const noteOf = ({ answers, callBack }: TicketRow, queue: QueueView): string => {
  const lines = answers.map(({ label, text }) => `${label}: ${text}`);
  const asked = callBack ? [[callBack.contact, callBack.when].filter(Boolean).join(' · ')] : [];
  return [queue.name, ...lines, ...asked].join('\n').slice(0, MAX_NOTE_LENGTH);
};

/** What CSRs do with customers at the queues (W5). */
@Injectable()
export class PickingService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly queues: QueuesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes a customer: the session with what they said, an invite that their page holds the token of, and the end of the
   * waiting are one transaction. Pressed twice, it is one session.
   * @throws ApiError NOT_FOUND, CONFLICT, the domain's refusals; then nothing has started
   */
  async pick(who: AccountPrincipal, ticketId: string, sessionId: string): Promise<SessionView> {
    const ticket = await findTicket(this.database.pool, ticketId);
    const queue = ticket && this.queues.byId(ticket.queueId);
    if (!queue) throw new ApiError('NOT_FOUND');
    if (ticket.sessionId === sessionId) return this.sessions.view(who, sessionId);
    const inviteId = uuid();
    const commands: SessionCommand[] = [
      { type: 'invite.create', data: { inviteId, minutes: null } },
      { type: 'note.save', data: { base: 0, text: noteOf(ticket, queue) } },
    ];
    const start = {
      sessionId,
      // Never what the customer wrote: the first event of a session cannot be erased, the notes can.
      subject: queue.name,
      start: true,
      typeId: queue.typeId,
      code: queue.code,
      customerName: ticket.name,
      invite: false,
    };
    // What was read above goes into the log only if it is still so when the row is locked.
    const work = async (db: Queryable): Promise<void> => {
      await this.take(db, who, queue, ticketId, sessionId);
      const now = this.clock.now();
      const secrets = { tokenHash: ticket.secretHash, codeHash: null, codeExpiresAt: now };
      await insertInvite(db, { id: inviteId, sessionId, ...secrets, now });
    };
    const early = await this.verdict(this.database.pool, who, queue, ticket, 0);
    if (early) throw refused(early);
    const session = await this.sessions.start(who, start, { commands, work });
    // The id was used for another session: this customer still waits.
    if ((await findTicket(this.database.pool, ticketId))?.sessionId !== sessionId) throw refused('CONFLICT');
    return session;
  }

  /** Lets a customer who is offered to this CSR go on to the next one. */
  pass(who: AccountPrincipal, ticketId: string): Promise<void> {
    return this.change(ticketId, async (db, ticket) => {
      if (offeredTo(ticketOf(ticket), this.clock.now()) !== who.accountId) throw refused('CUSTOMER_GONE');
      await offerTicket(db, ticketId, null, [...ticket.passed, who.accountId]);
    });
  }

  /** Nothing is left to do about a call-back. */
  done(who: AccountPrincipal, ticketId: string): Promise<void> {
    return this.change(ticketId, async (db, ticket, queue) => {
      if (!hearsOf(queue, ticket, { accountId: who.accountId, supervisor: who.role === 'supervisor' }))
        throw refused('QUEUE_NOT_YOURS');
      if (ticket.state !== 'callBack') throw refused('CUSTOMER_GONE');
      await closeTicket(db, ticketId, { state: 'done' }, this.clock.now());
    });
  }

  private async take(
    db: Queryable,
    who: AccountPrincipal,
    queue: QueueView,
    ticketId: string,
    sessionId: string,
  ): Promise<void> {
    const now = this.clock.now();
    const ticket = await findTicket(db, ticketId, 'lock');
    if (!ticket) throw new ApiError('NOT_FOUND');
    await lockSeat(db, who.accountId, now);
    // The session that is being started counts already.
    const verdict = await this.verdict(db, who, queue, ticket, 1);
    if (verdict) throw refused(verdict);
    await closeTicket(db, ticketId, { state: 'picked', pickedBy: who.accountId, sessionId }, now);
    await noteGiven(db, who.accountId, now);
    await tellDesks(db);
  }

  private async verdict(
    db: Queryable,
    who: AccountPrincipal,
    queue: QueueView,
    ticket: TicketRow,
    started: 0 | 1,
  ) {
    const now = this.clock.now();
    const [seat] = await seats(db, now, who.accountId);
    if (!seat) throw new ApiError('FORBIDDEN', 'the account is not in use');
    return pickVerdict(queue, ticketOf(ticket), { ...seat, load: seat.load - started }, now);
  }

  private change(
    ticketId: string,
    work: (db: Queryable, ticket: TicketRow, queue: QueueView) => Promise<void>,
  ): Promise<void> {
    return inTransaction(this.database.pool, async (db) => {
      const ticket = await findTicket(db, ticketId, 'lock');
      const queue = ticket && this.queues.byId(ticket.queueId);
      if (!queue) throw new ApiError('NOT_FOUND');
      await work(db, ticket, queue);
      await tellDesks(db);
    });
  }
}
