import type { Ring } from '@relevo/contracts';
import type { Queryable } from '../log/log.queries';

interface RingRow extends Omit<Ring, 'expiresAt'> {
  readonly accountId: string;
  readonly expiresAt: Date;
}

/** Who asks these CSRs in at this moment, by account. @param now ms since the epoch */
export const ringsOf = async (
  db: Queryable,
  accountIds: readonly string[],
  now: number,
): Promise<Map<string, Ring[]>> => {
  if (accountIds.length === 0) return new Map();
  const { rows } = await db.query<RingRow>({
    name: 'rings-of',
    text: `SELECT r.account_id AS "accountId", r.invite_id AS "inviteId", r.session_id AS "sessionId", s.number,
        s.subject, s.customer, r.by_name AS by, r.expires_at AS "expiresAt"
      FROM rings r JOIN sessions s ON s.id = r.session_id AND s.phase <> 'ended'
      WHERE r.account_id = ANY($1::uuid[]) AND r.expires_at > $2 ORDER BY r.expires_at`,
    values: [accountIds, new Date(now)],
  });
  const rings = new Map<string, Ring[]>();
  for (const { accountId, expiresAt, ...ring } of rows)
    rings.set(accountId, [...(rings.get(accountId) ?? []), { ...ring, expiresAt: expiresAt.getTime() }]);
  return rings;
};
