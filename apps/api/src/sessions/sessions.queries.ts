import type { SessionView } from '@relevo/contracts';
import type { Queryable } from '../streams/log/log.queries';

interface SessionRow {
  id: string;
  number: string;
  conversationId: string;
  participantId: string;
  subject: string;
  phase: SessionView['phase'];
  startedAt: Date | null;
  endedAt: Date | null;
  customer: string | null;
  type: string | null;
  trackingCode: string | null;
}

const viewOf = (row: SessionRow): SessionView => ({
  ...row,
  startedAt: row.startedAt?.getTime() ?? null,
  endedAt: row.endedAt?.getTime() ?? null,
});

const OWN = `SELECT s.id, s.number, s.conversation_id AS "conversationId", p.participant_id AS "participantId",
    s.subject, s.phase, s.started_at AS "startedAt", s.ended_at AS "endedAt", s.customer,
    s.type_name AS type, s.tracking_code AS "trackingCode"
  FROM session_participants p JOIN sessions s ON s.id = p.session_id WHERE p.account_id = $1`;

/** Sessions in which an account has a part now and that are not over, the newest first. */
export const liveSessionsOf = async (db: Queryable, accountId: string): Promise<SessionView[]> => {
  const { rows } = await db.query<SessionRow>({
    text: `${OWN} AND s.phase <> 'ended' AND p.status = 'joined' ORDER BY s.created_at DESC, s.id LIMIT 200`,
    values: [accountId],
  });
  return rows.map(viewOf);
};

/** The sessions of an account that were over last. */
export const recentSessionsOf = async (
  db: Queryable,
  accountId: string,
  limit: number,
): Promise<SessionView[]> => {
  const { rows } = await db.query<SessionRow>({
    text: `${OWN} AND s.phase = 'ended' ORDER BY s.ended_at DESC, s.id LIMIT $2`,
    values: [accountId, limit],
  });
  return rows.map(viewOf);
};

/** One session of an account. */
export const sessionOf = async (
  db: Queryable,
  accountId: string,
  sessionId: string,
): Promise<SessionView | undefined> => {
  const { rows } = await db.query<SessionRow>({
    text: `${OWN} AND s.id = $2`,
    values: [accountId, sessionId],
  });
  return rows[0] && viewOf(rows[0]);
};
