import type { WallBoard } from '@relevo/contracts';
import { CALL_BACK_DAYS } from '@relevo/domain';
import { OF_TEAM } from '../../sessions/session-sql';
import type { Queryable } from '../../streams/log/log.queries';

const AVERAGE = (from: string, to: string): string =>
  `(extract(epoch FROM avg(${to} - ${from})) * 1000)::float8`;

/** SQL: that `sessions s` is of the team, if one is looked at. */
const ofTeam = (parameter: string): string =>
  `(${parameter}::uuid IS NULL OR ${OF_TEAM.replace('?', parameter)})`;

/** What of the site is looked at: the sessions of a team and the queues that it serves; null = all of it. */
export interface WallScope {
  readonly team: string | null;
  readonly queueIds: readonly string[] | null;
}

/**
 * What happened since then, ms since the epoch. Whoever waited and gave up, also after asking to be called back instead,
 * is counted; whose wish to be called back the site forgot did not give up.
 */
export const figuresSince = async (
  db: Queryable,
  since: number,
  { team, queueIds }: WallScope,
): Promise<WallBoard['today']> => {
  const { rows } = await db.query<WallBoard['today']>({
    name: 'wall-board-figures',
    text: `SELECT (SELECT count(*)::int FROM sessions s WHERE s.started_at >= $1 AND ${ofTeam('$2')}) AS started,
        e.ended, e.duration, t.picked, t.wait, g."givenUp"
      FROM (SELECT count(*)::int AS ended, ${AVERAGE('s.started_at', 's.ended_at')} AS duration
          FROM sessions s WHERE s.ended_at >= $1 AND s.started_at IS NOT NULL AND ${ofTeam('$2')}) e,
        (SELECT count(*)::int AS picked, ${AVERAGE('q.entered_at', 'q.over_at')} AS wait
          FROM queue_tickets q JOIN sessions s ON s.id = q.session_id
          WHERE q.over_at >= $1 AND q.state = 'picked' AND q.call_back IS NULL AND ${ofTeam('$2')}) t,
        (SELECT count(*)::int AS "givenUp" FROM queue_tickets WHERE over_at >= $1 AND state = 'givenUp' AND waited
          AND over_at - entered_at < make_interval(days => ${CALL_BACK_DAYS})
          AND ($3::uuid[] IS NULL OR queue_id = ANY($3))) g`,
    values: [new Date(since), team, queueIds],
  });
  const none = { started: 0, ended: 0, duration: null, picked: 0, wait: null, givenUp: 0 };
  return rows[0] ?? none;
};

/** Sessions that go on now, parked ones too. */
export const liveCount = async (db: Queryable, { team }: Pick<WallScope, 'team'>): Promise<number> => {
  const { rows } = await db.query<{ n: number }>({
    name: 'wall-board-live',
    text: `SELECT count(*)::int AS n FROM sessions s WHERE s.phase IN ('open', 'parked') AND ${ofTeam('$1')}`,
    values: [team],
  });
  return rows[0]?.n ?? 0;
};

/** Who is in a team now; nobody where it is archived or not there. */
export const membersOf = async (db: Queryable, team: string): Promise<Set<string>> => {
  const { rows } = await db.query<{ accountId: string }>({
    name: 'wall-board-members',
    text: `SELECT m.account_id AS "accountId" FROM team_members m JOIN teams t ON t.id = m.team_id
      WHERE t.id = $1 AND t.archived_at IS NULL`,
    values: [team],
  });
  return new Set(rows.map(({ accountId }) => accountId));
};
