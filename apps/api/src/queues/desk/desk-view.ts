import type { DeskTicket, QueueDesk, QueueView } from '@relevo/contracts';
import {
  hearsOf,
  isRefusal,
  labelsOf,
  offeredTo,
  pickVerdict,
  type StartLists,
  serves,
} from '@relevo/domain';
import type { Seat } from '../availability/availability.queries';
import { type TicketRow, ticketOf } from '../tickets/tickets.queries';

/** A page that was not heard of for so long is away: closed, asleep, or without a line; ms. */
export const HERE_MS = 90_000;

/** Everything at the queues at one moment. */
export interface QueuesNow {
  readonly now: number;
  readonly queues: readonly QueueView[];
  readonly tickets: readonly TicketRow[];
  readonly seats: readonly Seat[];
  readonly queueById: ReadonlyMap<string, QueueView>;
  readonly seatById: ReadonlyMap<string, Seat>;
  /** What sessions can start with. */
  readonly lists: StartLists;
}

const ticketView = (
  row: TicketRow,
  queue: QueueView,
  me: Seat,
  { now, seatById, lists }: QueuesNow,
): DeskTicket => {
  const ticket = ticketOf(row);
  const whose = offeredTo(ticket, now);
  const labels = labelsOf(queue, lists);
  const name = (whose !== null && seatById.get(whose)?.name) || '';
  return {
    id: row.id,
    queue: { id: queue.id, name: queue.name, names: queue.names },
    name: row.name,
    answers: [...row.answers],
    language: row.language,
    enteredAt: row.enteredAt,
    escalated: row.escalated,
    here: now - row.seenAt < HERE_MS,
    offer: whose === null ? null : { name, mine: whose === me.accountId, until: row.offeredUntil },
    callBack: row.state === 'callBack' ? row.callBack : null,
    refused: pickVerdict(queue, ticket, me, now) ?? (isRefusal(labels) ? labels.refused : null),
  };
};

/** What of it concerns one CSR; undefined = no such account any more. */
export const deskOf = (all: QueuesNow, accountId: string): QueueDesk | undefined => {
  const me = all.seatById.get(accountId);
  if (!me) return undefined;
  const mine = all.tickets.flatMap((row) => {
    const queue = all.queueById.get(row.queueId);
    return queue && hearsOf(queue, row, me)
      ? [{ state: row.state, view: ticketView(row, queue, me, all) }]
      : [];
  });
  const { state, reason, capacity, since, wrapUpUntil, load } = me;
  return {
    serves: all.queues.some((queue) => !queue.archived && serves(queue, accountId)),
    waiting: mine.filter((one) => one.state === 'waiting').map(({ view }) => view),
    callBacks: mine.filter((one) => one.state === 'callBack').map(({ view }) => view),
    me: { state, reason, capacity, since, wrapUpUntil, load },
  };
};
