import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../../../migrations';
import { grantRights } from './grant-rights';

const BOOKKEEPING = 'migrations';
/** A number of our own: two processes that migrate the same database wait for each other. */
const LOCK = 7_238_640;

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);

/**
 * Brings the schema up to date and gives the server's role its rights.
 * @param ownerUrl the database as the role that owns the tables
 * @param appUrl the same database as the server sees it; the owner itself when there is only one role
 * @returns the names of the migrations that were applied now
 */
export async function runMigrations(ownerUrl: string, appUrl = ownerUrl): Promise<string[]> {
  const database = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...MIGRATIONS],
    migrationsTableName: BOOKKEEPING,
    logging: false,
    extra: { max: 2 },
  });
  await database.initialize();
  const runner = database.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const applied = await database.runMigrations({ transaction: 'each' });
    if (roleOf(appUrl) !== roleOf(ownerUrl)) await grantRights(runner, roleOf(appUrl), BOOKKEEPING);
    return applied.map(({ name }) => name);
  } finally {
    // Closing the connection gives the lock back.
    await runner.release();
    await database.destroy();
  }
}
