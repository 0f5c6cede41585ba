import type { Refusal, RefusalCode } from '../shared/refusal';
import {
  chooseLabels,
  type LabelChoice,
  type Labels,
  type StartLists,
  standardType,
} from '../site/start-lists';
import { type Desk, hasRoom } from './availability';
import { isOpen, type OpeningHours } from './hours';

/** Who takes the next customer: whoever likes, who has had the longest rest, or each in turn. */
export const ASSIGNMENTS = ['everybody', 'mostIdle', 'roundRobin'] as const;
export type Assignment = (typeof ASSIGNMENTS)[number];

/** A question of the form, besides the name. */
export interface QueueField {
  readonly label: string;
  readonly required: boolean;
}
/** Most questions of a form: it is short or nobody fills it in. */
export const MAX_FIELDS = 5;
/** Longest answer, in UTF-16 units. */
export const MAX_ANSWER_LENGTH = 300;
/** Customers who may wait in one queue at once. */
export const MOST_WAITING = 500;
/** For how long a wish to be called back is kept, in days: what nobody did by then is forgotten. */
export const CALL_BACK_DAYS = 30;

/** A line of customers that the organisation offers (W5). Never deleted: what was used is archived. */
export interface Queue {
  readonly id: string;
  readonly hours: OpeningHours;
  readonly fields: readonly QueueField[];
  /** Accounts; null = everybody. */
  readonly servedBy: readonly string[] | null;
  readonly assignment: Assignment;
  /** After so many seconds of waiting supervisors are called; null = never. */
  readonly escalateSeconds: number | null;
  readonly callBacks: boolean;
  /** For so many seconds after a session whoever had it is given nobody; 0 = none. */
  readonly wrapUpSeconds: number;
  readonly archived: boolean;
}

/** What became of somebody who came to a queue. `done` = called back without a session. */
export const TICKET_STATES = ['waiting', 'callBack', 'picked', 'givenUp', 'done'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Somebody at a queue. */
export interface Ticket {
  readonly state: TicketState;
  readonly escalated: boolean;
  /** Whom it is offered to at this moment: until then it is theirs alone. */
  readonly offer: { readonly accountId: string; readonly until: number } | null;
}

/** For how long a customer is offered to one CSR before the next one is asked, in seconds. */
export const OFFER_SECONDS = 30;

/** Whether a CSR is one of those who serve the queue. */
export const serves = ({ servedBy }: Pick<Queue, 'servedBy'>, accountId: string): boolean =>
  servedBy === null || servedBy.includes(accountId);

/** Whether a CSR hears of this customer: those who serve the queue, and supervisors once it has escalated. */
export const hearsOf = (
  queue: Pick<Queue, 'servedBy'>,
  ticket: Pick<Ticket, 'escalated'>,
  desk: Pick<Desk, 'accountId' | 'supervisor'>,
): boolean => serves(queue, desk.accountId) || (ticket.escalated && desk.supervisor);

/** Whose customer this is for the moment; null = nobody's. */
export const offeredTo = ({ offer }: Pick<Ticket, 'offer'>, now: number): string | null =>
  offer && now < offer.until ? offer.accountId : null;

/** Why nobody is at the queue any more, and their row holds nothing that they said; null = they are. */
export const openVerdict = ({ state }: Pick<Ticket, 'state'>): RefusalCode | null => {
  if (state === 'picked') return 'CUSTOMER_TAKEN';
  return state === 'waiting' || state === 'callBack' ? null : 'CUSTOMER_GONE';
};

/** Why a CSR may not pick this customer now; null = they may (W5). */
export const pickVerdict = (
  queue: Pick<Queue, 'servedBy'>,
  ticket: Ticket,
  desk: Desk,
  now: number,
): RefusalCode | null => {
  const gone = openVerdict(ticket);
  if (gone) return gone;
  if (!hearsOf(queue, ticket, desk)) return 'QUEUE_NOT_YOURS';
  const whose = offeredTo(ticket, now);
  const raised = ticket.escalated && desk.supervisor;
  if (whose !== null && whose !== desk.accountId && !raised) return 'CUSTOMER_OFFERED';
  if (desk.state === 'away') return 'YOU_ARE_AWAY';
  // An offer to oneself is part of the load already.
  const load = whose === desk.accountId ? desk.load - 1 : desk.load;
  return hasRoom({ ...desk, load }) ? null : 'CAPACITY_FULL';
};

/** What somebody says who comes to a queue. */
export interface QueueEntry {
  readonly answers: readonly string[];
  /** They ask to be called back. */
  readonly callBack: boolean;
}

/** Why somebody may not enter a queue now; null = they may (W5). @param before who are at it already: who wait, or for a call-back who wish for one */
export const enterVerdict = (
  queue: Queue,
  { answers, callBack }: QueueEntry,
  before: number,
  now: number,
): RefusalCode | null => {
  if (queue.archived) return 'QUEUE_GONE';
  if (queue.fields.some(({ required }, at) => required && (answers[at] ?? '').trim() === ''))
    return 'ANSWER_MISSING';
  if (callBack && !queue.callBacks) return 'NO_CALL_BACKS';
  if (!callBack && !isOpen(queue.hours, now)) return 'QUEUE_CLOSED';
  return before < MOST_WAITING ? null : 'QUEUE_FULL';
};

/** What the sessions of a queue bear, or why none could start with it (W7). */
export const labelsOf = (
  { typeId, code }: Pick<LabelChoice, 'typeId' | 'code'>,
  lists: StartLists,
): Labels | Refusal =>
  chooseLabels({ typeId: typeId ?? standardType(lists)?.id ?? null, code, customerName: '' }, lists);

/** Whether nobody is left of those who serve the queue. @param atWork accounts that can sign in */
export const isDeserted = (
  { servedBy }: Pick<Queue, 'servedBy'>,
  atWork: { has(accountId: string): boolean },
): boolean => servedBy?.every((accountId) => !atWork.has(accountId)) ?? false;

/** Whether somebody has waited for so long that supervisors are called. */
export const escalates = (
  { escalateSeconds }: Pick<Queue, 'escalateSeconds'>,
  enteredAt: number,
  now: number,
): boolean => escalateSeconds !== null && now - enteredAt >= escalateSeconds * 1000;
