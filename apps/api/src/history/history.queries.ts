import { HISTORY_PAGE, type HistoryEntry, type HistoryFilters, type HistoryPeople } from '@relevo/contracts';
import { type Condition, whereOf } from '../platform/database/conditions';
import { anywhere } from '../platform/database/like';
import { OWNER_OF_SESSION, QUEUE_OF_SESSION, sessionConditions, WAITED_MS } from '../sessions/session-sql';
import type { Queryable } from '../streams/log/log.queries';

/** Whose sessions are looked at: those in which one account has or had a part, or all of the site. */
export interface Scope {
  readonly accountId: string;
  readonly everybody: boolean;
  /** They may open what others have ended. */
  readonly supervisor: boolean;
}

/** Behind the last one of a page. */
export interface Place {
  readonly begunAt: Date;
  readonly id: string;
}

export interface Search extends HistoryFilters {
  /** In which days are meant. */
  readonly zone: string;
}

interface Row extends Omit<HistoryEntry, 'begunAt' | 'endedAt' | 'forgottenAt'> {
  readonly begunAt: Date;
  readonly endedAt: Date | null;
  readonly forgottenAt: Date | null;
}

const entryOf = (row: Row): HistoryEntry => ({
  ...row,
  begunAt: row.begunAt.getTime(),
  endedAt: row.endedAt?.getTime() ?? null,
  forgottenAt: row.forgottenAt?.getTime() ?? null,
});

const textCondition = (text: string): Condition => {
  const part = anywhere(text);
  const digits = text.replace(/[\s-]/g, '');
  return /^[0-9]+$/.test(digits)
    ? ['(s.customer ILIKE ? OR s.subject ILIKE ? OR s.number LIKE ?)', part, part, `${digits}%`]
    : ['(s.customer ILIKE ? OR s.subject ILIKE ?)', part, part];
};

const PART = 'EXISTS (SELECT FROM session_participants p WHERE p.session_id = s.id AND p.account_id = ?)';

/** What a session must have to be found. */
const conditionsOf = (scope: Scope, search: Search): Condition[] => {
  const { csr, state, text, zone } = search;
  return [
    ...(scope.everybody ? [] : [[PART, scope.accountId] as const]),
    ...sessionConditions(search, zone),
    ...(csr === undefined ? [] : [[PART, csr] as const]),
    ...(state === undefined ? [] : [['s.phase = ?', state] as const]),
    ...(text === undefined ? [] : [textCondition(text)]),
  ];
};

/** Sessions that are found, the newest first. */
export const findHistory = async (
  db: Queryable,
  scope: Scope,
  search: Search & { readonly id?: string },
  after: Place | undefined,
  limit: number,
): Promise<HistoryEntry[]> => {
  const values: unknown[] = [scope.accountId, scope.supervisor];
  const where = whereOf(
    [
      ...conditionsOf(scope, search),
      ...(search.id === undefined ? [] : [['s.id = ?', search.id] as const]),
      ...(after ? [['(s.begun_at, s.id) < (?, ?)', after.begunAt, after.id] as const] : []),
    ],
    values,
  );
  const { rows } = await db.query<Row>({
    text: `SELECT s.id, s.number, s.subject, s.phase, s.begun_at AS "begunAt", s.ended_at AS "endedAt",
        s.forgotten_at AS "forgottenAt",
        round(${WAITED_MS})::float8 AS "waitedMs",
        s.customer, coalesce(a.name, '') AS owner, s.type_name AS type, s.tracking_code AS "trackingCode",
        ($2 AND s.phase = 'ended' OR EXISTS (SELECT FROM session_participants p
          WHERE p.session_id = s.id AND p.account_id = $1)) AS readable
      FROM sessions s
        ${OWNER_OF_SESSION}
        ${QUEUE_OF_SESSION}
      WHERE ${where} ORDER BY s.begun_at DESC, s.id DESC LIMIT $${values.push(limit)}`,
    values,
  });
  return rows.map(entryOf);
};

/** How many are found, counted up to `most` + 1. */
export const countHistory = async (
  db: Queryable,
  scope: Scope,
  search: Search,
  most: number,
): Promise<number> => {
  const values: unknown[] = [];
  const where = whereOf(conditionsOf(scope, search), values);
  const { rows } = await db.query<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM (SELECT FROM sessions s WHERE ${where} LIMIT $${values.push(most + 1)}) found`,
    values,
  });
  return rows[0]?.count ?? 0;
};

/** Sessions that are read at once for a file. */
const CHUNK = HISTORY_PAGE * 10;

/** Everything that is found, read page by page. What begins meanwhile is newer than the first page, and so not in it. */
export async function* eachHistory(
  db: Queryable,
  scope: Scope,
  search: Search,
): AsyncGenerator<HistoryEntry> {
  let after: Place | undefined;
  for (;;) {
    const page = await findHistory(db, scope, search, after, CHUNK);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < CHUNK) return;
    after = { begunAt: new Date(last.begunAt), id: last.id };
  }
}

/** Every account that has or had a part in a session. */
export const historyPeople = async (db: Queryable): Promise<HistoryPeople['people']> => {
  const { rows } = await db.query<HistoryPeople['people'][number]>({
    text: `SELECT a.id AS "accountId", a.name FROM accounts a
      WHERE EXISTS (SELECT FROM session_participants p WHERE p.account_id = a.id) ORDER BY a.name, a.id LIMIT 5000`,
  });
  return rows;
};
