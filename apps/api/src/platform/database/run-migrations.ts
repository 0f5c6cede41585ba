import { runMigrations as migrateQueue, DEFAULT_SCHEMA as QUEUE_SCHEMA } from 'bullmq';
import { DataSource, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../../../../migrations';
import { BOOKKEEPING, MARKED } from './bookkeeping';
import { grantQueueRights, grantRights } from './grant-rights';
import { LOCKS } from './locks';
import { withClient } from './with-client';

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);

/** The tables of BullMQ, in a schema of their own; they hold nothing that must last. */
const makeQueue = (ownerUrl: string): Promise<void> =>
  withClient(ownerUrl, async (client) => {
    await migrateQueue(client, QUEUE_SCHEMA);
  });

/** Whoever changes anything takes the mark of the build before away, before they begin. */
const clearMark = (runner: QueryRunner): Promise<unknown> =>
  runner.query(
    `DO $$ BEGIN IF to_regclass('${MARKED}') IS NOT NULL THEN COMMENT ON TABLE ${MARKED} IS NULL; END IF; END $$`,
  );

/**
 * Brings the schema up to date and gives the server's role its rights.
 * @param ownerUrl the database as the role that owns the tables
 * @param appUrl the same database as the server sees it; the owner itself when there is only one role
 * @param migrations those to apply; all that there are, or the first of them for the schema of an older release
 * @returns the names of the migrations that were applied now
 */
export async function runMigrations(
  ownerUrl: string,
  appUrl = ownerUrl,
  migrations: readonly (typeof MIGRATIONS)[number][] = MIGRATIONS,
): Promise<string[]> {
  const database = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTableName: BOOKKEEPING,
    logging: false,
    extra: { max: 2 },
  });
  await database.initialize();
  const runner = database.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [LOCKS.migrations]);
    await clearMark(runner);
    const applied = await database.runMigrations({ transaction: 'each' });
    await makeQueue(ownerUrl);
    if (roleOf(appUrl) !== roleOf(ownerUrl)) {
      await grantRights(runner, roleOf(appUrl), BOOKKEEPING);
      await grantQueueRights(runner, roleOf(appUrl), QUEUE_SCHEMA);
    }
    return applied.map(({ name }) => name);
  } finally {
    // Closing the connection gives the lock back.
    await runner.release();
    await database.destroy();
  }
}
