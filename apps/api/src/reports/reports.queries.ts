import type { ReportFigures, ReportPart, ReportQuery } from '@relevo/contracts';
import { type Condition, whereOf } from '../platform/database/conditions';
import { OWNER_OF_SESSION, QUEUE_OF_SESSION, sessionConditions, WAITED_MS } from '../sessions/session-sql';
import type { Queryable } from '../streams/log/log.queries';

export interface ReportScope {
  /** Only sessions for which this account was responsible last; null = all of the site. */
  readonly owner: string | null;
}

/** One group of sessions; `part` null = all of them. */
export interface Group {
  readonly part: ReportPart | null;
  readonly key: string;
  readonly figures: ReportFigures;
}

interface Row extends ReportFigures {
  readonly grouped: number;
  readonly day: string | null;
  readonly type: string | null;
  readonly code: string | null;
  readonly csr: string | null;
  readonly team: string | null;
}

/** What `grouping(day, type, code, csr)` says of each part: a bit for every column that is not counted by. Teams are counted apart. */
const PARTS: Readonly<Record<number, ReportPart>> = {
  0b0111: 'day',
  0b1011: 'type',
  0b1101: 'code',
  0b1110: 'csr',
  [-1]: 'team',
};

/** SQL: what is counted of a group of sessions. */
const FIGURES = `count(*)::int AS sessions, count(ended_at)::int AS ended,
  round(avg(lasted))::float8 AS "averageMs", coalesce(round(sum(lasted)), 0)::float8 AS "totalMs",
  round(avg(waited))::float8 AS "averageWaitMs", round(max(waited))::float8 AS "longestWaitMs"`;

const conditionsOf = ({ owner }: ReportScope, query: ReportQuery, zone: string): Condition[] => [
  ['s.started_at IS NOT NULL'],
  ...sessionConditions(query, zone),
  ...(owner === null ? [] : [['o.account_id = ?', owner] as const]),
  ...(query.csr === undefined ? [] : [['o.account_id = ?', query.csr] as const]),
];

/** Counts the sessions that were started in these days, of the zone, by day, type, code, CSR and team, and all of them; in one reading. */
export const countSessions = async (
  db: Queryable,
  scope: ReportScope,
  query: ReportQuery,
  zone: string,
): Promise<Group[]> => {
  const values: unknown[] = [zone];
  const where = whereOf(conditionsOf(scope, query, zone), values);
  const team = `$${values.push(query.team ?? null)}`;
  const { rows } = await db.query<Row>({
    text: `WITH found AS (
        SELECT to_char(s.begun_at AT TIME ZONE $1, 'YYYY-MM-DD') AS day, coalesce(s.type_name, '') AS type,
          coalesce(s.tracking_code, '') AS code, o.account_id, coalesce(a.name, '') AS csr,
          extract(epoch FROM s.ended_at - s.started_at) * 1000 AS lasted,
          ${WAITED_MS} AS waited, s.ended_at
        FROM sessions s
          ${OWNER_OF_SESSION}
          ${QUEUE_OF_SESSION}
        WHERE ${where}
      ), teamed AS (
        SELECT found.*, t.id AS team_id, coalesce(t.name, '') AS team
        FROM found LEFT JOIN (team_members m JOIN teams t ON t.id = m.team_id AND t.archived_at IS NULL)
          ON m.account_id = found.account_id
      )
      SELECT grouping(day, type, code, account_id) AS grouped, day, type, code, min(csr) AS csr, NULL AS team, ${FIGURES}
      FROM found GROUP BY GROUPING SETS ((), (day), (type), (code), (account_id))
      UNION ALL
      SELECT -1, NULL, NULL, NULL, NULL, min(team), ${FIGURES}
      FROM teamed WHERE ${team}::uuid IS NULL OR team_id = ${team} GROUP BY team_id
      ORDER BY sessions DESC, type, code, csr, team`,
    values,
  });
  return rows.map(({ grouped, day, type, code, csr, team: inTeam, ...figures }) => {
    const part = PARTS[grouped] ?? null;
    const keys = { day, type, code, csr, team: inTeam };
    return { part, key: part === null ? '' : (keys[part] ?? ''), figures };
  });
};
