import { type AccountRole, type Availability, type Candidate, FIRST_AVAILABILITY } from '@relevo/domain';
import type { Queryable } from '../../streams/log/log.queries';

/** Somebody who works here, as they stand now. */
export interface Seat extends Omit<Candidate, 'reachable'> {
  readonly name: string;
  readonly reason: string;
  /** When they said so, ms since the epoch; 0 = they never did. */
  readonly since: number;
}

interface Row {
  accountId: string;
  name: string;
  role: AccountRole;
  state: Availability | null;
  reason: string | null;
  capacity: number | null;
  since: Date | null;
  lastGivenAt: Date | null;
  load: number;
}

const seatOf = ({ role, state, reason, capacity, since, lastGivenAt, ...row }: Row): Seat => ({
  ...row,
  supervisor: role === 'supervisor',
  state: state ?? FIRST_AVAILABILITY.state,
  reason: reason ?? FIRST_AVAILABILITY.reason,
  capacity: capacity ?? FIRST_AVAILABILITY.capacity,
  since: since?.getTime() ?? 0,
  lastGivenAt: lastGivenAt?.getTime() ?? 0,
});

/** Everybody who can sign in, by name, or one of them. @param now ms since the epoch: an offer counts until it is over */
export const seats = async (db: Queryable, now: number, accountId: string | null = null): Promise<Seat[]> => {
  const { rows } = await db.query<Row>({
    name: 'seats',
    text: `SELECT a.id AS "accountId", a.name, a.role, v.state, v.reason, v.capacity, v.since,
        v.last_given_at AS "lastGivenAt", (coalesce(l.n, 0) + coalesce(o.n, 0))::int AS load
      FROM accounts a LEFT JOIN availabilities v ON v.account_id = a.id
        LEFT JOIN (SELECT p.account_id, count(*) AS n FROM sessions s
          JOIN session_participants p ON p.session_id = s.id AND p.role = 'owner'
          WHERE s.phase = 'open' GROUP BY p.account_id) l ON l.account_id = a.id
        LEFT JOIN (SELECT offered_to, count(*) AS n FROM queue_tickets
          WHERE state IN ('waiting', 'callBack') AND offered_until > $1 GROUP BY offered_to) o ON o.offered_to = a.id
      WHERE a.disabled_at IS NULL AND a.password_hash IS NOT NULL AND ($2::uuid IS NULL OR a.id = $2)
      ORDER BY a.name, a.email LIMIT 5000`,
    values: [new Date(now), accountId],
  });
  return rows.map(seatOf);
};

/** Makes what one CSR is given wait for each other, until the transaction ends. */
export const lockSeat = async (db: Queryable, accountId: string, now: number): Promise<void> => {
  const { state, reason, capacity } = FIRST_AVAILABILITY;
  await db.query({
    text: `INSERT INTO availabilities (account_id, state, reason, capacity, since) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id) DO NOTHING`,
    values: [accountId, state, reason, capacity, new Date(now)],
  });
  await db.query({
    text: 'SELECT 1 FROM availabilities WHERE account_id = $1 FOR UPDATE',
    values: [accountId],
  });
};

/** Notes that somebody was given a customer now. */
export const noteGiven = async (db: Queryable, accountId: string, now: number): Promise<void> => {
  await db.query({
    text: 'UPDATE availabilities SET last_given_at = $2 WHERE account_id = $1',
    values: [accountId, new Date(now)],
  });
};

/** Keeps what a CSR says; `since` moves only when the state does. */
export const saveAvailability = async (
  db: Queryable,
  accountId: string,
  said: { state: Availability; reason: string; capacity: number },
  now: number,
): Promise<void> => {
  await db.query({
    text: `INSERT INTO availabilities AS v (account_id, state, reason, capacity, since) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id) DO UPDATE SET state = $2, reason = $3, capacity = $4,
        since = CASE WHEN v.state = $2 THEN v.since ELSE $5 END`,
    values: [accountId, said.state, said.reason, said.capacity, new Date(now)],
  });
};
