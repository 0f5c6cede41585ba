import type { Pool } from 'pg';
import { withConnection } from '../platform/database/connection';
import type { Queryable } from '../streams/log/log.queries';

/** Reads the database as it is at one moment, whatever is written meanwhile. */
export const inSnapshot = <Result>(pool: Pool, work: (db: Queryable) => Promise<Result>): Promise<Result> =>
  withConnection(pool, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await work(client);
    await client.query('ROLLBACK');
    return result;
  });
