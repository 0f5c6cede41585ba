import type { Pool } from 'pg';
import { withConnection } from '../../platform/database/connection';
import type { Queryable } from './log.queries';

/** Runs work in one transaction on one connection; rolls back when it throws. */
export const inTransaction = <T>(pool: Pool, work: (db: Queryable) => Promise<T>): Promise<T> =>
  withConnection(pool, async (client) => {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  });
