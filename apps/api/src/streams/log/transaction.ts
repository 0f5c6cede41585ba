import type { Pool } from 'pg';
import type { Queryable } from './log.queries';

/** Runs work in one transaction on one connection; rolls back when it throws. */
export const inTransaction = async <T>(pool: Pool, work: (db: Queryable) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    fault = error instanceof Error ? error : new Error(String(error));
    await client.query('ROLLBACK').then(
      () => {
        fault = undefined;
      },
      () => undefined,
    );
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away.
    client.release(fault);
  }
};
