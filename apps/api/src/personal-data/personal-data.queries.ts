import type { CustomerPart } from '@relevo/contracts';
import { anywhere } from '../platform/database/like';
import type { Queryable } from '../streams/log/log.queries';

/** Customers whose name holds this text, whatever the case, with the sessions that they were in; the newest first. */
export const customersNamed = async (db: Queryable, name: string, limit: number): Promise<CustomerPart[]> => {
  const { rows } = await db.query<Omit<CustomerPart, 'at'> & { at: Date }>({
    text: `SELECT p.session_id AS "sessionId", p.participant_id AS "participantId", p.name, s.number,
        COALESCE(s.started_at, s.created_at) AS at, s.phase = 'ended' AS over
      FROM session_participants p JOIN sessions s ON s.id = p.session_id
      WHERE p.name ILIKE $1 ORDER BY 5 DESC, p.participant_id LIMIT $2`,
    values: [anywhere(name), limit],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
};
