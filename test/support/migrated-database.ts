import { createTestDatabase, type TestDatabase } from '@relevo/testing';
import { runMigrations } from '../../apps/api/src/platform/database/run-migrations';

/** The database of an empty site: a copy of the one that was migrated once for all tests, where there is one. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const template = process.env.TEST_DATABASE_TEMPLATE;
  if (template) return createTestDatabase(template);
  const database = await createTestDatabase();
  await runMigrations(database.ownerUrl, database.url);
  return database;
}
