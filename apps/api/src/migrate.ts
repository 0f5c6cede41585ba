import { readEnvironment } from './platform/config';
import { runMigrations } from './platform/database/run-migrations';

/** Brings the database up to date as its owner, then ends. Prints what was applied; the exit code tells success. */
async function migrate(): Promise<void> {
  const { DATABASE_OWNER_URL, DATABASE_URL } = readEnvironment(process.env);
  const url = DATABASE_OWNER_URL ?? DATABASE_URL;
  if (!url) throw new Error('DATABASE_OWNER_URL or DATABASE_URL is missing');
  for (const name of await runMigrations(url, DATABASE_URL)) console.log(`applied ${name}`);
}

migrate().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
