import type { Condition } from '../platform/database/conditions';

/** Who is responsible for `sessions s`: their part `o`, their account `a`. */
export const OWNER_OF_SESSION = `LEFT JOIN session_participants o ON o.session_id = s.id AND o.role = 'owner'
  LEFT JOIN accounts a ON a.id = o.account_id`;

/** SQL: that who is responsible for `sessions s` is in this team, which is not archived, now. */
export const OF_TEAM = `EXISTS (SELECT FROM session_participants r
    JOIN team_members m ON m.account_id = r.account_id JOIN teams t ON t.id = m.team_id AND t.archived_at IS NULL
  WHERE r.session_id = s.id AND r.role = 'owner' AND t.id = ?)`;

/** What lists and reports search by alike; what is left out is no matter. @param zone in which days are meant */
export const sessionConditions = (
  {
    from,
    to,
    team,
    type,
    code,
  }: {
    from?: string | undefined;
    to?: string | undefined;
    team?: string | undefined;
    type?: string | undefined;
    code?: string | undefined;
  },
  zone: string,
): Condition[] => [
  ...(from === undefined ? [] : [['s.begun_at >= (?::date)::timestamp AT TIME ZONE ?', from, zone] as const]),
  ...(to === undefined ? [] : [['s.begun_at < (?::date + 1)::timestamp AT TIME ZONE ?', to, zone] as const]),
  ...(team === undefined ? [] : [[OF_TEAM, team] as const]),
  ...(type === undefined ? [] : [['s.type_id = ?', type] as const]),
  ...(code === undefined ? [] : [['lower(s.tracking_code) = lower(?)', code] as const]),
];

/** What `WAITED_MS` needs beside `sessions s`. */
export const QUEUE_OF_SESSION = 'LEFT JOIN queue_tickets q ON q.session_id = s.id AND q.call_back IS NULL';

/**
 * SQL: how long the customer who was let in first had waited, ms: since they came to the queue, or to the door if they came by none.
 * Who asked to be called back did not wait. NULL = nobody was let in.
 */
export const WAITED_MS = `CASE WHEN s.admitted_at IS NOT NULL THEN
  extract(epoch FROM greatest(s.admitted_at, s.arrived_at) - least(s.arrived_at, q.entered_at)) * 1000 END`;
