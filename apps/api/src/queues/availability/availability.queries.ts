import {
  type AccountRole,
  type Availability,
  type Candidate,
  FIRST_AVAILABILITY,
  type Stand,
  standAt,
} from '@relevo/domain';
import type { Queryable } from '../../streams/log/log.queries';

/** Somebody who works here, as they stand now; `since` is 0 when they never said anything. */
export interface Seat extends Omit<Candidate, 'reachable'>, Stand {
  readonly name: string;
  readonly reason: string;
}

interface Row {
  accountId: string;
  name: string;
  role: AccountRole;
  state: Availability | null;
  reason: string | null;
  capacity: number | null;
  since: Date | null;
  wrapUpUntil: Date | null;
  lastGivenAt: Date | null;
  load: number;
}

const seatOf = (row: Row, now: number): Seat => {
  const { accountId, name, role, state, reason, capacity, since, wrapUpUntil, lastGivenAt, load } = row;
  const noted = {
    accountId,
    name,
    load,
    supervisor: role === 'supervisor',
    state: state ?? FIRST_AVAILABILITY.state,
    reason: reason ?? FIRST_AVAILABILITY.reason,
    capacity: capacity ?? FIRST_AVAILABILITY.capacity,
    since: since?.getTime() ?? 0,
    wrapUpUntil: wrapUpUntil?.getTime() ?? null,
    lastGivenAt: lastGivenAt?.getTime() ?? 0,
  };
  return standAt(noted, now);
};

/** Everybody who can sign in, by name, or one of them. @param now ms since the epoch: an offer counts until it is over */
export const seats = async (db: Queryable, now: number, accountId: string | null = null): Promise<Seat[]> => {
  const { rows } = await db.query<Row>({
    name: 'seats',
    text: `SELECT a.id AS "accountId", a.name, a.role, v.state, v.reason, v.capacity, v.since,
        v.wrap_up_until AS "wrapUpUntil", v.last_given_at AS "lastGivenAt", (coalesce(l.n, 0) + coalesce(o.n, 0))::int AS load
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
  return rows.map((row) => seatOf(row, now));
};

/** Makes what one CSR is given wait for each other, until the transaction ends. Answers how they stand, as it was noted last. */
export const lockSeat = async (db: Queryable, accountId: string, now: number): Promise<Stand> => {
  const { state, reason, capacity } = FIRST_AVAILABILITY;
  await db.query({
    text: `INSERT INTO availabilities (account_id, state, reason, capacity, since) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (account_id) DO NOTHING`,
    values: [accountId, state, reason, capacity, new Date(now)],
  });
  const { rows } = await db.query<{ state: Availability; since: Date; wrapUpUntil: Date | null }>({
    text: `SELECT state, since, wrap_up_until AS "wrapUpUntil" FROM availabilities WHERE account_id = $1 FOR UPDATE`,
    values: [accountId],
  });
  const [row] = rows;
  return {
    state: row?.state ?? state,
    since: row?.since.getTime() ?? now,
    wrapUpUntil: row?.wrapUpUntil?.getTime() ?? null,
  };
};

/** Notes that somebody was given a customer now. */
export const noteGiven = async (db: Queryable, accountId: string, now: number): Promise<void> => {
  await db.query({
    text: 'UPDATE availabilities SET last_given_at = $2 WHERE account_id = $1',
    values: [accountId, new Date(now)],
  });
};

/** Notes how somebody stands whose seat is locked. */
export const noteStand = async (
  db: Queryable,
  accountId: string,
  { state, since, wrapUpUntil }: Stand,
): Promise<void> => {
  await db.query({
    text: 'UPDATE availabilities SET state = $2, since = $3, wrap_up_until = $4 WHERE account_id = $1',
    values: [accountId, state, new Date(since), wrapUpUntil === null ? null : new Date(wrapUpUntil)],
  });
};

/** Notes why they are away, while they are, and how many customers they take at once; what is not given stays. */
export const noteTerms = async (
  db: Queryable,
  accountId: string,
  { reason, capacity }: { reason?: string | undefined; capacity?: number | undefined },
): Promise<void> => {
  await db.query({
    text: `UPDATE availabilities SET reason = CASE WHEN state = 'away' THEN coalesce($2, reason) ELSE '' END,
      capacity = coalesce($3, capacity) WHERE account_id = $1`,
    values: [accountId, reason ?? null, capacity ?? null],
  });
};
