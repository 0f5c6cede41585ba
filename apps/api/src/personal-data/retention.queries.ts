import type { Queryable } from '../streams/log/log.queries';

const DUE = `phase = 'ended' AND forgotten_at IS NULL AND ended_at < $1`;

/** Sessions that ended before and still hold names and words, the oldest first. */
export const sessionsToForget = async (db: Queryable, before: Date, limit: number): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>({
    text: `SELECT id FROM sessions WHERE ${DUE} ORDER BY ended_at LIMIT $2`,
    values: [before, limit],
  });
  return rows.map(({ id }) => id);
};

/** How many they are. */
export const countToForget = async (db: Queryable, before: Date): Promise<number> => {
  const text = `SELECT count(*)::int AS count FROM sessions WHERE ${DUE}`;
  return (await db.query<{ count: number }>({ text, values: [before] })).rows[0]?.count ?? 0;
};
