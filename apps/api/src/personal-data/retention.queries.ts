import type { Queryable } from '../streams/log/log.queries';
import type { SessionProjection } from '../streams/log/projection';

const DUE = `phase = 'ended' AND forgotten_at IS NULL AND ended_at < $1`;

/** Sessions that ended before and still hold names and words, the oldest first, without some. */
export const sessionsToForget = async (
  db: Queryable,
  before: Date,
  without: readonly string[],
  limit: number,
): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>({
    text: `SELECT id FROM sessions WHERE ${DUE} AND id <> ALL($2::uuid[]) ORDER BY ended_at LIMIT $3`,
    values: [before, without, limit],
  });
  return rows.map(({ id }) => id);
};

/** How many they are. */
export const countToForget = async (db: Queryable, before: Date): Promise<number> => {
  const text = `SELECT count(*)::int AS count FROM sessions WHERE ${DUE}`;
  return (await db.query<{ count: number }>({ text, values: [before] })).rows[0]?.count ?? 0;
};

/** What is said in a session after its words were erased, when the site keeps sessions longer again, is erased in its turn. */
export const saidLater: SessionProjection = {
  concerns: (before, after) =>
    before.phase === 'ended' && (before.note !== after.note || before.surveys !== after.surveys),
  // Of every such row: one that is being erased at this moment does not look so yet.
  async write(db, _before, { id }) {
    await db.query({ text: 'UPDATE sessions SET forgotten_at = NULL WHERE id = $1', values: [id] });
  },
};
