import type { Queryable } from '../streams/log/log.queries';

/** An open session in which little happens; moments in ms since the epoch. */
export interface QuietSession {
  readonly id: string;
  readonly version: number;
  readonly conversationId: string;
  readonly conversationVersion: number;
  /** The newest event of the session or of its chat; a warning counts as what it warned of. */
  readonly lastActivityAt: number;
}

interface Row extends Omit<QuietSession, 'lastActivityAt'> {
  readonly body: string;
  readonly chat: string;
}

/** What of an event is needed here. Read as JavaScript reads it: text of a far end's device may be none for PostgreSQL's `jsonb`. */
interface Newest {
  readonly type?: unknown;
  readonly at?: unknown;
  readonly data?: { readonly since?: unknown };
}

const isWarning = ({ type }: Newest): boolean => type === 'session.idleWarned';

const quietOf = ({ body, chat, ...row }: Row): QuietSession & { warned: boolean } => {
  const newest = JSON.parse(body) as Newest;
  const moments = [isWarning(newest) ? newest.data?.since : newest.at, (JSON.parse(chat) as Newest).at];
  return { ...row, warned: isWarning(newest), lastActivityAt: Math.max(...moments.map(Number)) };
};

const NEWEST = `SELECT s.id, st.version, ct.id AS "conversationId", ct.version AS "conversationVersion",
    b.body::text AS body, c.body::text AS chat
  FROM sessions s
  JOIN streams st ON st.id = s.id
  JOIN streams ct ON ct.id = s.conversation_id
  JOIN event_bodies b ON b.stream = st.id AND b.seq = st.version
  JOIN event_bodies c ON c.stream = ct.id AND c.seq = ct.version`;

/** Open sessions in which nothing has happened since `before` (null = never mind), and those that were warned of it. */
export const quietSessions = async (db: Queryable, before: number | null): Promise<QuietSession[]> => {
  const { rows } = await db.query<Row>({
    name: 'sessions-newest',
    text: `${NEWEST} WHERE s.phase = 'open'`,
  });
  return rows
    .map(quietOf)
    .filter(({ warned, lastActivityAt }) => warned || (before !== null && lastActivityAt <= before));
};

/** Sessions that are parked, or were never started, in which nothing has happened since. */
export const lyingSessions = async (db: Queryable, before: number): Promise<QuietSession[]> => {
  const { rows } = await db.query<Row>({
    name: 'sessions-lying',
    text: `${NEWEST} WHERE s.phase IN ('parked', 'prepared') AND s.begun_at < $1`,
    values: [new Date(before)],
  });
  return rows.map(quietOf).filter(({ lastActivityAt }) => lastActivityAt < before);
};

/** Where a stream stands now. */
export const versionOfStream = async (db: Queryable, stream: string): Promise<number | undefined> => {
  const text = 'SELECT version FROM streams WHERE id = $1';
  return (await db.query<{ version: number }>({ text, values: [stream] })).rows[0]?.version;
};
