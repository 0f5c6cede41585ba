import type { WallBoard } from '@relevo/contracts';
import type { Queryable } from '../../streams/log/log.queries';

const AVERAGE = (from: string, to: string): string =>
  `(extract(epoch FROM avg(${to} - ${from})) * 1000)::float8`;

/** What happened since then, ms since the epoch. */
export const figuresSince = async (db: Queryable, since: number): Promise<WallBoard['today']> => {
  const { rows } = await db.query<WallBoard['today']>({
    name: 'wall-board-figures',
    text: `SELECT (SELECT count(*)::int FROM sessions WHERE started_at >= $1) AS started, e.ended, e.duration,
        t.picked, t.wait, g."givenUp"
      FROM (SELECT count(*)::int AS ended, ${AVERAGE('started_at', 'ended_at')} AS duration
          FROM sessions WHERE ended_at >= $1 AND started_at IS NOT NULL) e,
        (SELECT count(*)::int AS picked, ${AVERAGE('entered_at', 'over_at')} AS wait
          FROM queue_tickets WHERE over_at >= $1 AND state = 'picked' AND call_back IS NULL) t,
        (SELECT count(*)::int AS "givenUp" FROM queue_tickets WHERE over_at >= $1 AND state = 'givenUp' AND call_back IS NULL) g`,
    values: [new Date(since)],
  });
  const none = { started: 0, ended: 0, duration: null, picked: 0, wait: null, givenUp: 0 };
  return rows[0] ?? none;
};

/** Sessions that go on now, parked ones too. */
export const liveCount = async (db: Queryable): Promise<number> => {
  const { rows } = await db.query<{ n: number }>({
    name: 'wall-board-live',
    text: `SELECT count(*)::int AS n FROM sessions WHERE phase IN ('open', 'parked')`,
  });
  return rows[0]?.n ?? 0;
};
