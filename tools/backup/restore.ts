import { Client } from 'pg';
import { runMigrations } from '../../apps/api/src/platform/database/run-migrations';
import { MIGRATIONS } from '../../migrations';
import type { DatabaseUrls } from '../supervisor/postgres/embedded';
import type { Manifest } from './manifest';
import { restoreTables, tablesOf } from './tables';

/** The migrations that the saved database had. */
const migrationsOf = ({ migrations, version }: Manifest) => {
  const known = MIGRATIONS.slice(0, migrations.length);
  if (migrations.some((name, i) => (known[i] as { name: string } | undefined)?.name !== name))
    throw new Error(
      `This backup is of release ${version}, which is newer than this one or another branch of it.`,
    );
  return known;
};

/**
 * Fills an empty database: the schema as it was saved, the rows, and then what newer releases changed.
 * @throws Error in words for a person when the database is not empty or the backup too new
 */
export const restoreDatabase = async (
  urls: DatabaseUrls,
  backup: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> => {
  const migrations = migrationsOf(manifest);
  const db = new Client({ connectionString: urls.owner });
  await db.connect();
  try {
    if ((await tablesOf(db)).length > 0)
      throw new Error('The database is not empty. A backup is only restored into an empty one.');
    await runMigrations(urls.owner, urls.app, migrations);
    await restoreTables(db, backup, manifest.tables, say);
  } finally {
    await db.end();
  }
  await runMigrations(urls.owner, urls.app);
};
