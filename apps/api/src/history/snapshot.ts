import type { Pool } from 'pg';
import type { Queryable } from '../streams/log/log.queries';

/** Reads the database as it is at one moment, whatever is written meanwhile. */
export const inSnapshot = async <Result>(
  pool: Pool,
  work: (db: Queryable) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
};
