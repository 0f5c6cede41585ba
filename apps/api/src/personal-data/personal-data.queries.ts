import type { SessionPart } from '@relevo/contracts';
import { anywhere } from '../platform/database/like';
import type { Queryable } from '../streams/log/log.queries';

type Row<Part> = Omit<Part, 'at' | 'kind'> & { at: Date };
type Came = Extract<SessionPart, { kind: 'came' }>;
type Expected = Extract<SessionPart, { kind: 'expected' }>;

const SESSION = `s.number, COALESCE(s.started_at, s.created_at) AS at, s.phase = 'ended' AS over`;

/** Customers whose name holds this text, whatever the case, with the sessions that they were in; the newest first. */
export const customersNamed = async (db: Queryable, name: string, limit: number): Promise<Came[]> => {
  const { rows } = await db.query<Row<Came>>({
    text: `SELECT p.session_id AS "sessionId", p.participant_id AS "participantId", p.name, ${SESSION}
      FROM session_participants p JOIN sessions s ON s.id = p.session_id
      WHERE p.name ILIKE $1 ORDER BY at DESC, p.participant_id LIMIT $2`,
    values: [anywhere(name), limit],
  });
  return rows.map((row) => ({ kind: 'came', ...row, at: row.at.getTime() }));
};

/** Sessions in which somebody of such a name was expected and nobody of such a name came; the newest first. */
export const expectedNamed = async (db: Queryable, name: string, limit: number): Promise<Expected[]> => {
  const { rows } = await db.query<Row<Expected>>({
    text: `SELECT s.id AS "sessionId", e.name, ${SESSION}
      FROM sessions s
        JOIN LATERAL (SELECT n AS name FROM unnest(s.expected) WITH ORDINALITY AS x (n, place)
          WHERE n ILIKE $1 ORDER BY place DESC LIMIT 1) e ON true
      WHERE NOT EXISTS (SELECT FROM session_participants p WHERE p.session_id = s.id AND p.name ILIKE $1)
      ORDER BY at DESC, s.id LIMIT $2`,
    values: [anywhere(name), limit],
  });
  return rows.map((row) => ({ kind: 'expected', ...row, at: row.at.getTime() }));
};
