import { type RawEnvironment, readEnvironment } from '../../apps/api/src/platform/config/config';
import { dataFolderOf } from './checkout';
import { DataFolder, readSecret } from './data-folder';
import { type DatabaseUrls, EmbeddedPostgres, embeddedUrls } from './postgres/embedded';

/** The data folder, and the site's secret as the server gets it when the environment gives none. */
export const siteOf = (env: RawEnvironment): { DATA_DIR: string; SITE_SECRET?: string } => {
  const folder = dataFolderOf(env);
  const secret = env.SITE_SECRET?.trim() || readSecret(folder, 'site-secret');
  return { DATA_DIR: folder, ...(secret && { SITE_SECRET: secret }) };
};

function secretOf(folder: string): (name: string) => string {
  return (name) => {
    const secret = readSecret(folder, name);
    if (secret === null)
      throw new Error(`The secrets of ${folder} cannot be read: be the user that runs the server.`);
    return secret;
  };
}

/** Loaded when it is used: much of it is not wanted by who only asks. */
const migrate = async ({ owner, app }: DatabaseUrls): Promise<void> => {
  const { runMigrations } = await import('../../apps/api/src/platform/database/run-migrations.js');
  await runMigrations(owner, app);
};

async function startedForTheMoment<Result>(
  path: string,
  work: (urls: DatabaseUrls) => Promise<Result>,
): Promise<Result> {
  const folder = await DataFolder.take(path, null);
  let postgres: EmbeddedPostgres | null = null;
  try {
    postgres = await EmbeddedPostgres.start(folder, () => {});
    await migrate(postgres.urls);
    return await work(postgres.urls);
  } finally {
    await postgres?.stop();
    folder.release();
  }
}

/**
 * Works with the database of this installation, whether its server runs or not: an embedded PostgreSQL that is not
 * running is started for the moment.
 */
export async function withInstallation<Result>(
  env: RawEnvironment,
  work: (urls: DatabaseUrls) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = readEnvironment(env);
  if (app) {
    const urls = { app, owner: owner ?? app };
    await migrate(urls);
    return work(urls);
  }
  const path = dataFolderOf(env);
  const port = DataFolder.holderOf(path)?.databasePort;
  return port ? work(embeddedUrls(port, secretOf(path))) : startedForTheMoment(path, work);
}
