import type { LogKey } from '@relevo/domain';
import type { Queryable } from '../log/log.queries';

/** The keys of the site, the oldest first. */
export const allLogKeys = async (db: Queryable): Promise<LogKey[]> =>
  (
    await db.query<LogKey>({
      name: 'log-keys',
      text: `SELECT id, public_key AS "publicKey", previous, since::float8 AS since, signature, vouched
        FROM log_keys ORDER BY since, id`,
    })
  ).rows;

/** Adds a key; one that is there is left as it is. */
export const insertLogKey = async (db: Queryable, key: LogKey): Promise<void> => {
  await db.query({
    text: `INSERT INTO log_keys (id, public_key, previous, since, signature, vouched)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    values: [key.id, key.publicKey, key.previous, key.since, key.signature, key.vouched],
  });
};
