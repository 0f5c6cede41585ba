import type { Queryable, StreamRow } from '../log/log.queries';

export interface OwnStream extends StreamRow {
  /** Account or session by which it was found. */
  readonly owner: string;
}

/** Streams of sessions that are not over: those in which an account has a part, and those of a session itself. */
export const liveStreams = async (
  db: Queryable,
  accountIds: readonly string[],
  sessionIds: readonly string[],
): Promise<OwnStream[]> => {
  const { rows } = await db.query<OwnStream>({
    name: 'streams-live',
    text: `SELECT p.account_id AS owner, s.id, s.kind, s.session_id AS "sessionId", s.version, s.head_hash AS hash
        FROM session_participants p JOIN sessions l ON l.id = p.session_id AND l.phase <> 'ended'
        JOIN streams s ON s.session_id = p.session_id
        WHERE p.account_id = ANY($1::uuid[]) AND p.status = 'joined'
      UNION ALL
      SELECT s.session_id, s.id, s.kind, s.session_id, s.version, s.head_hash
        FROM streams s WHERE s.session_id = ANY($2::uuid[])`,
    values: [accountIds, sessionIds],
  });
  return rows;
};
