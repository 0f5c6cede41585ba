import type { LiveSession } from '@relevo/contracts';
import { OF_TEAM } from '../sessions/session-sql';
import type { Queryable } from '../streams/log/log.queries';

interface Row extends Omit<LiveSession, 'startedAt' | 'ownerReachable'> {
  readonly ownerParticipant: string;
  readonly startedAt: Date | null;
}

/** Every live session of the site, the longest first, with who is responsible; `accountId` = the supervisor who asks, `team` = only those of its members. */
export const liveSessions = async (
  db: Queryable,
  accountId: string,
  team: string | undefined,
): Promise<Row[]> => {
  const { rows } = await db.query<Row>({
    name: 'sessions-live-all',
    text: `SELECT s.id, s.number, s.subject, s.customer, s.phase, s.started_at AS "startedAt",
        o.participant_id AS "ownerParticipant", a.name AS owner,
        EXISTS (SELECT 1 FROM session_participants p
          WHERE p.session_id = s.id AND p.account_id = $1 AND p.status = 'joined') AS "inIt"
      FROM sessions s
        JOIN session_participants o ON o.session_id = s.id AND o.role = 'owner'
        JOIN accounts a ON a.id = o.account_id
      WHERE s.phase <> 'ended' AND ($2::uuid IS NULL OR ${OF_TEAM.replace('?', '$2')})
      ORDER BY s.created_at, s.id LIMIT 1000`,
    values: [accountId, team ?? null],
  });
  return rows;
};
