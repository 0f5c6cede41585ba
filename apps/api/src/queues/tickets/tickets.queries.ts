import type { CallBackWish, Language } from '@relevo/contracts';
import { RECENT_MS, RECENT_WAITS, type Ticket, type TicketState } from '@relevo/domain';
import { anywhere } from '../../platform/database/like';
import type { Queryable } from '../../streams/log/log.queries';

/** A row of `queue_tickets` with times in ms since the epoch. */
export interface TicketRow {
  readonly id: string;
  readonly queueId: string;
  readonly secretHash: Buffer;
  readonly state: TicketState;
  readonly name: string;
  readonly answers: readonly { label: string; text: string }[];
  readonly language: Language;
  readonly callBack: CallBackWish | null;
  readonly enteredAt: number;
  readonly seenAt: number;
  readonly escalated: boolean;
  readonly offeredTo: string | null;
  readonly offeredUntil: number;
  readonly passed: readonly string[];
  readonly pickedBy: string | null;
  readonly sessionId: string | null;
}

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const COLUMNS = `t.id, t.queue_id AS "queueId", t.secret_hash AS "secretHash", t.state, t.name, t.answers, t.language,
  t.call_back AS "callBack", ${MS('t.entered_at')} AS "enteredAt", ${MS('t.seen_at')} AS "seenAt",
  t.escalated_at IS NOT NULL AS escalated, t.offered_to AS "offeredTo",
  coalesce(${MS('t.offered_until')}, 0) AS "offeredUntil", t.passed, t.picked_by AS "pickedBy", t.session_id AS "sessionId"`;
const OPEN = `state IN ('waiting', 'callBack')`;

/** What the rules need to know of a ticket. */
export const ticketOf = ({ state, escalated, offeredTo, offeredUntil }: TicketRow): Ticket => ({
  state,
  escalated,
  offer: offeredTo === null ? null : { accountId: offeredTo, until: offeredUntil },
});

/** Tells every node, with the commit, that something at the queues has changed. */
export const DESK_CHANNEL = 'relevo_desk';
export const tellDesks = async (db: Queryable): Promise<void> => {
  await db.query({ text: `SELECT pg_notify('${DESK_CHANNEL}', '')` });
};

export const findTicket = async (
  db: Queryable,
  id: string,
  lock: 'lock' | 'read' = 'read',
): Promise<TicketRow | undefined> => {
  const { rows } = await db.query<TicketRow>({
    text: `SELECT ${COLUMNS} FROM queue_tickets t WHERE id = $1 ${lock === 'lock' ? 'FOR UPDATE' : ''}`,
    values: [id],
  });
  return rows[0];
};

/** Everybody at the queues, whoever came first first; wishes to be called back last, so that no number of them hides who waits. */
export const openTickets = async (db: Queryable): Promise<TicketRow[]> => {
  const { rows } = await db.query<TicketRow>({
    name: 'tickets-open',
    text: `SELECT ${COLUMNS} FROM queue_tickets t WHERE ${OPEN} ORDER BY state = 'callBack', entered_at, id LIMIT 5000`,
  });
  return rows;
};

/** Who is at a queue and whose name holds this text, whatever the case; the newest first. */
export const openTicketsNamed = async (db: Queryable, name: string, limit: number): Promise<TicketRow[]> => {
  const { rows } = await db.query<TicketRow>({
    text: `SELECT ${COLUMNS} FROM queue_tickets t WHERE ${OPEN} AND t.name ILIKE $1
      ORDER BY t.entered_at DESC, t.id LIMIT $2`,
    values: [anywhere(name), limit],
  });
  return rows;
};

type Unescalated = Pick<TicketRow, 'id' | 'queueId' | 'state' | 'enteredAt'>;

/** Who is at a queue and of whom supervisors were not told yet; who waits first. */
export const notEscalated = async (db: Queryable): Promise<Unescalated[]> => {
  const { rows } = await db.query<Unescalated>({
    name: 'tickets-not-escalated',
    text: `SELECT t.id, t.queue_id AS "queueId", t.state, ${MS('t.entered_at')} AS "enteredAt" FROM queue_tickets t
      WHERE ${OPEN} AND escalated_at IS NULL ORDER BY state = 'callBack', entered_at, id LIMIT 5000`,
  });
  return rows;
};

/** Everybody who waits, for whoever gives them out; those that somebody picks at this moment are left out. */
export const lockWaiting = async (db: Queryable): Promise<TicketRow[]> => {
  const { rows } = await db.query<TicketRow>({
    name: 'tickets-lock-waiting',
    text: `SELECT ${COLUMNS} FROM queue_tickets t WHERE state = 'waiting' ORDER BY entered_at, id LIMIT 5000
      FOR UPDATE SKIP LOCKED`,
  });
  return rows;
};

/** How many are at a queue: who wait, or who wish to be called back. */
export const openCount = async (
  db: Queryable,
  queueId: string,
  state: 'waiting' | 'callBack',
): Promise<number> => {
  const { rows } = await db.query<{ n: number }>({
    name: 'tickets-count',
    text: 'SELECT count(*)::int AS n FROM queue_tickets WHERE queue_id = $1 AND state = $2',
    values: [queueId, state],
  });
  return rows[0]?.n ?? 0;
};

/** 1 = the next one of its queue. */
export const positionOf = async (db: Queryable, id: string): Promise<number> => {
  const { rows } = await db.query<{ n: number }>({
    name: 'tickets-position',
    text: `SELECT count(*)::int AS n FROM queue_tickets m JOIN queue_tickets t ON t.queue_id = m.queue_id
        AND t.state = 'waiting' AND (t.entered_at, t.id) < (m.entered_at, m.id)
      WHERE m.id = $1`,
    values: [id],
  });
  return (rows[0]?.n ?? 0) + 1;
};

/** How long those waited who were picked lately, ms. */
export const recentWaits = async (db: Queryable, queueId: string, now: number): Promise<number[]> => {
  const { rows } = await db.query<{ ms: number }>({
    name: 'tickets-recent-waits',
    text: `SELECT ${MS('(over_at - entered_at)')} AS ms FROM queue_tickets
      WHERE queue_id = $1 AND state = 'picked' AND call_back IS NULL AND over_at > $2
      ORDER BY over_at DESC LIMIT ${RECENT_WAITS}`,
    values: [queueId, new Date(now - RECENT_MS)],
  });
  return rows.map(({ ms }) => ms);
};

export interface NewTicket {
  readonly id: string;
  readonly queueId: string;
  readonly secretHash: Buffer;
  readonly name: string;
  readonly answers: readonly { label: string; text: string }[];
  readonly language: Language;
  readonly callBack: CallBackWish | null;
}

/** Lets somebody in; false = this id or this secret came in before, or the secret is that of an invite: it becomes one at the pick. */
export const insertTicket = async (db: Queryable, ticket: NewTicket, now: number): Promise<boolean> => {
  const { rows } = await db.query({
    text: `INSERT INTO queue_tickets (id, queue_id, secret_hash, state, name, answers, language, call_back, entered_at,
        seen_at, passed, waited)
      SELECT $1::uuid, $2::uuid, $3::bytea, $4, $5, $6::jsonb, $7, $8::jsonb, $9::timestamptz, $9::timestamptz, '[]'::jsonb,
          $4 = 'waiting'
        WHERE NOT EXISTS (SELECT 1 FROM invites WHERE token_hash = $3)
          AND NOT EXISTS (SELECT 1 FROM invite_tokens WHERE token_hash = $3)
      ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      ticket.id,
      ticket.queueId,
      ticket.secretHash,
      ticket.callBack ? 'callBack' : 'waiting',
      ticket.name,
      JSON.stringify(ticket.answers),
      ticket.language,
      ticket.callBack && JSON.stringify(ticket.callBack),
      new Date(now),
    ],
  });
  return rows.length > 0;
};

/** A page asks often: that it lives is written only so often, ms. */
export const SEEN_EVERY_MS = 10_000;

/** Notes that the page lives. */
export const noteSeen = async (db: Queryable, id: string, now: number): Promise<void> => {
  await db.query({
    text: 'UPDATE queue_tickets SET seen_at = $2 WHERE id = $1 AND seen_at < $3',
    values: [id, new Date(now), new Date(now - SEEN_EVERY_MS)],
  });
};

/** What a person said goes with the waiting; that they asked to be called back stays, for the figures. */
const FORGOTTEN = `name = '', answers = '[]', call_back = CASE WHEN call_back IS NULL THEN NULL ELSE '{}'::jsonb END,
  offered_to = NULL, offered_until = NULL, passed = '[]'`;

/** Ends a waiting. */
export const closeTicket = async (
  db: Queryable,
  id: string,
  how: { state: 'givenUp' | 'done' } | { state: 'picked'; pickedBy: string; sessionId: string },
  now: number,
): Promise<void> => {
  await db.query({
    text: `UPDATE queue_tickets SET state = $2, picked_by = $3, session_id = $4, over_at = $5, ${FORGOTTEN}
      WHERE id = $1 AND ${OPEN}`,
    values: [
      id,
      how.state,
      how.state === 'picked' ? how.pickedBy : null,
      how.state === 'picked' ? how.sessionId : null,
      new Date(now),
    ],
  });
};

/** Whoever waits would rather be called back. */
export const turnToCallBack = async (db: Queryable, id: string, wish: CallBackWish): Promise<void> => {
  await db.query({
    text: `UPDATE queue_tickets SET state = 'callBack', call_back = $2, offered_to = NULL, offered_until = NULL
      WHERE id = $1 AND ${OPEN}`,
    values: [id, JSON.stringify(wish)],
  });
};

/** Offers somebody to a CSR, or to nobody for now. */
export const offerTicket = async (
  db: Queryable,
  id: string,
  offer: { accountId: string; until: number } | null,
  passed: readonly string[],
): Promise<void> => {
  await db.query({
    text: 'UPDATE queue_tickets SET offered_to = $2, offered_until = $3, passed = $4 WHERE id = $1',
    values: [id, offer?.accountId ?? null, offer && new Date(offer.until), JSON.stringify(passed)],
  });
};

/** Takes back what is offered to somebody: they went away. */
export const withdrawOffers = async (db: Queryable, accountId: string, now: number): Promise<void> => {
  await db.query({
    text: `UPDATE queue_tickets SET offered_until = $2 WHERE offered_to = $1 AND offered_until > $2 AND ${OPEN}`,
    values: [accountId, new Date(now)],
  });
};

/** Calls supervisors to these. Answers how many were still there. */
export const escalateTickets = async (
  db: Queryable,
  ids: readonly string[],
  now: number,
): Promise<number> => {
  const { rows } = await db.query({
    name: 'tickets-escalate',
    text: `UPDATE queue_tickets SET escalated_at = $2
      WHERE id = ANY($1::uuid[]) AND ${OPEN} AND escalated_at IS NULL RETURNING id`,
    values: [ids, new Date(now)],
  });
  return rows.length;
};

/** Counts those as given up whose page was not heard of since then. Answers how many there were. */
export const giveUpUnseen = async (db: Queryable, since: number, now: number): Promise<number> => {
  const { rows } = await db.query({
    name: 'tickets-unseen',
    text: `UPDATE queue_tickets SET state = 'givenUp', over_at = $2, ${FORGOTTEN}
      WHERE state = 'waiting' AND seen_at < $1 RETURNING id`,
    values: [new Date(since), new Date(now)],
  });
  return rows.length;
};

/** Forgets who asked before then to be called back. Answers how many there were. */
export const forgetCallBacks = async (db: Queryable, before: number, now: number): Promise<number> => {
  const { rows } = await db.query({
    name: 'tickets-old-call-backs',
    text: `UPDATE queue_tickets SET state = 'givenUp', over_at = $2, ${FORGOTTEN}
      WHERE state = 'callBack' AND entered_at < $1 RETURNING id`,
    values: [new Date(before), new Date(now)],
  });
  return rows.length;
};

/** Who picked, while the session that came of it is not over. */
export const pickerOf = async (db: Queryable, id: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ name: string }>({
    name: 'tickets-picker',
    text: `SELECT a.name FROM queue_tickets t JOIN sessions s ON s.id = t.session_id AND s.phase <> 'ended'
        JOIN accounts a ON a.id = t.picked_by WHERE t.id = $1`,
    values: [id],
  });
  return rows[0]?.name;
};

/** The queue of which a session came; undefined = of none. */
export const queueOfSession = async (db: Queryable, sessionId: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ queueId: string }>({
    name: 'tickets-queue-of-session',
    text: 'SELECT queue_id AS "queueId" FROM queue_tickets WHERE session_id = $1',
    values: [sessionId],
  });
  return rows[0]?.queueId;
};
