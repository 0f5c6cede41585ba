import { Inject, Injectable } from '@nestjs/common';
import type {
  askCallBackBody,
  enterQueueBody,
  QueueDoor,
  QueueView,
  TicketView,
  ticketProof,
} from '@relevo/contracts';
import { enterVerdict, estimateWait, isOpen, nextOpening } from '@relevo/domain';
import type { z } from 'zod';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { ApiError, refused } from '../../platform/errors/api-error';
import { hashSecret } from '../../platform/secret';
import { SitePolicyService } from '../../site/site-policy.service';
import type { Queryable } from '../../streams/log/log.queries';
import { inTransaction } from '../../streams/log/transaction';
import { WebhookMessages } from '../../webhooks/webhook-messages.service';
import { QueuesService } from '../lists/queues.service';
import {
  closeTicket,
  findTicket,
  insertTicket,
  noteSeen,
  openCount,
  pickerOf,
  positionOf,
  recentWaits,
  SEEN_EVERY_MS,
  type TicketRow,
  tellDesks,
  turnToCallBack,
} from './tickets.queries';

type Proof = z.output<typeof ticketProof>;

/** What customers do at a queue, without an account: look at its door, come in, ask where they are, go (W5). */
@Injectable()
export class TicketsService {
  constructor(
    private readonly database: Database,
    private readonly queues: QueuesService,
    private readonly policies: SitePolicyService,
    private readonly webhooks: WebhookMessages,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ApiError NOT_FOUND */
  async door(slug: string): Promise<QueueDoor> {
    const queue = this.queues.bySlug(slug);
    const now = this.clock.now();
    const { name, names, hours, fields, callBacks } = queue;
    const waits = await recentWaits(this.db, queue.id, now);
    return {
      organisation: this.policies.current().organisation,
      name,
      names,
      hours,
      open: isOpen(hours, now),
      opensAt: nextOpening(hours, now),
      fields: [...fields],
      callBacks,
      waiting: await openCount(this.db, queue.id, 'waiting'),
      expectedMs: estimateWait(waits, 0),
    };
  }

  /**
   * The same again is the same coming.
   * @throws ApiError NOT_FOUND, the domain's refusals; CONFLICT when the id came in with another secret
   */
  async enter(slug: string, body: z.output<typeof enterQueueBody>): Promise<TicketView> {
    const { ticketId, secret, answers, callBack, ...person } = body;
    const known = await findTicket(this.db, ticketId);
    if (known) return this.view(this.proven(known, secret, 'CONFLICT'));
    const queue = this.queues.bySlug(slug);
    const now = this.clock.now();
    const before = await openCount(this.db, queue.id, callBack ? 'callBack' : 'waiting');
    const verdict = enterVerdict(queue, { answers, callBack: callBack !== null }, before, now);
    if (verdict) throw refused(verdict);
    const said = queue.fields.flatMap(({ label }, at) => {
      const text = answers[at] ?? '';
      return text === '' ? [] : [{ label, text }];
    });
    const ticket = {
      id: ticketId,
      queueId: queue.id,
      secretHash: hashSecret(secret),
      answers: said,
      callBack,
    };
    const told = await inTransaction(this.database.pool, async (db) => {
      if (!(await insertTicket(db, { ...ticket, ...person }, now))) return [];
      await tellDesks(db);
      return callBack ? this.tellOfCallBack(db, ticketId, queue) : [];
    });
    await this.webhooks.handOver(told);
    const entered = await findTicket(this.db, ticketId);
    // Another place in line, or an invite, has this secret.
    if (!entered) throw new ApiError('CONFLICT', 'choose another secret');
    return this.view(this.proven(entered, secret));
  }

  /** @throws ApiError NOT_FOUND for everything but the right secret */
  async state({ ticketId, secret }: Proof): Promise<TicketView> {
    const ticket = this.proven(await findTicket(this.db, ticketId), secret);
    const now = this.clock.now();
    if (ticket.state === 'waiting' && ticket.seenAt < now - SEEN_EVERY_MS)
      await noteSeen(this.db, ticketId, now);
    return this.view(ticket);
  }

  /** Goes away. Who was picked meanwhile hears that instead. */
  giveUp(proof: Proof): Promise<TicketView> {
    return this.change(proof, (db) =>
      closeTicket(db, proof.ticketId, { state: 'givenUp' }, this.clock.now()),
    );
  }

  /** Would rather be called back than wait. @throws ApiError NO_CALL_BACKS */
  async askCallBack({ callBack, ...proof }: z.output<typeof askCallBackBody>): Promise<TicketView> {
    const told: string[] = [];
    const view = await this.change(proof, async (db, ticket) => {
      const queue = this.queues.byId(ticket.queueId);
      if (!queue?.callBacks) throw refused('NO_CALL_BACKS');
      await turnToCallBack(db, proof.ticketId, callBack);
      // Another number or hour is the same wish.
      if (ticket.state === 'waiting') told.push(...(await this.tellOfCallBack(db, proof.ticketId, queue)));
    });
    await this.webhooks.handOver(told);
    return view;
  }

  /** In ids: what the person said stays where it is. */
  private tellOfCallBack(db: Queryable, ticketId: string, queue: QueueView): Promise<string[]> {
    const data = { ticketId, queueId: queue.id, queue: queue.slug };
    return this.webhooks.tell(db, 'callback.asked', data);
  }

  private get db(): Queryable {
    return this.database.pool;
  }

  private async change(
    { ticketId, secret }: Proof,
    work: (db: Queryable, ticket: TicketRow) => Promise<void>,
  ): Promise<TicketView> {
    await inTransaction(this.database.pool, async (db) => {
      const ticket = this.proven(await findTicket(db, ticketId, 'lock'), secret);
      if (ticket.state !== 'waiting' && ticket.state !== 'callBack') return;
      await work(db, ticket);
      await tellDesks(db);
    });
    return this.state({ ticketId, secret });
  }

  private proven(
    ticket: TicketRow | undefined,
    secret: string,
    otherwise: 'NOT_FOUND' | 'CONFLICT' = 'NOT_FOUND',
  ): TicketRow {
    // Both are hashes of what cannot be guessed: how long the comparison takes tells nothing.
    if (!ticket?.secretHash.equals(hashSecret(secret))) throw new ApiError(otherwise, 'no such ticket');
    return ticket;
  }

  private async view(ticket: TicketRow): Promise<TicketView> {
    const { id: ticketId, state, enteredAt } = ticket;
    const queue = this.queues.byId(ticket.queueId);
    const waiting = state === 'waiting';
    return {
      ticketId,
      slug: queue?.slug ?? '',
      state,
      enteredAt,
      position: waiting ? await positionOf(this.db, ticketId) : null,
      expectedMs: waiting ? await this.expected(queue, enteredAt) : null,
      callBacks: queue?.callBacks ?? false,
      csrName: state === 'picked' ? ((await pickerOf(this.db, ticketId)) ?? null) : null,
    };
  }

  private async expected(queue: QueueView | undefined, enteredAt: number): Promise<number | null> {
    const now = this.clock.now();
    return queue ? estimateWait(await recentWaits(this.db, queue.id, now), now - enteredAt) : null;
  }
}
