import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnvironment } from '../../apps/api/src/platform/config/config';
import { dataFolderOf } from '../supervisor/checkout';
import { DataFolder } from '../supervisor/data-folder';
import { withInstallation } from '../supervisor/installation';
import { isTaken } from '../supervisor/postgres/cluster';
import { EmbeddedPostgres } from '../supervisor/postgres/embedded';
import { backup } from './backup';
import { lastingFiles, restoreFiles } from './data-files';
import { readBackup } from './manifest';
import { restoreDatabase } from './restore';

const USAGE = `Usage:
  npm run backup -- <folder to make>
  npm run restore -- <folder of a backup>     into an empty DATA_DIR, and an empty DATABASE_URL if there is one`;

const say = (line: string): void => console.log(`  ${line}`);

/** Where the person stood when they called npm. */
const pathOf = (given: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), given);

async function save(given: string): Promise<void> {
  const target = pathOf(given);
  const dataFolder = dataFolderOf(process.env);
  const { tables, files } = await withInstallation(process.env, ({ owner }) =>
    backup({ url: owner, dataFolder, target, say }),
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`Saved ${rows} rows and ${files.length} files in ${target}.`);
  console.log('It holds every secret of this site: keep it as safe as the site itself.');
  if (process.env.SITE_SECRET)
    console.log('SITE_SECRET is not in it, as the environment gives it: keep that too.');
}

async function bringBack(given: string): Promise<void> {
  const source = pathOf(given);
  const dataFolder = dataFolderOf(process.env);
  console.log(`Checking ${source} …`);
  const manifest = await readBackup(source);
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = readEnvironment(process.env);
  const used = lastingFiles(dataFolder, source).length > 0 || isTaken(join(dataFolder, 'postgres'));
  if (used || existsSync(join(dataFolder, 'postgres-place')))
    throw new Error(
      `DATA_DIR ${dataFolder} is not empty. A backup is only restored into an empty one: name another folder. ` +
        'Example: DATA_DIR=./data-2 npm run restore -- <folder of a backup>',
    );
  if (app) await restoreDatabase({ app, owner: owner ?? app }, source, manifest, say);
  const folder = await DataFolder.take(dataFolder, null);
  let postgres: EmbeddedPostgres | null = null;
  try {
    await restoreFiles(source, manifest.files, dataFolder);
    if (!app) {
      postgres = await EmbeddedPostgres.start(folder, () => {});
      await restoreDatabase(postgres.urls, source, manifest, say);
    }
  } finally {
    await postgres?.stop();
    folder.release();
  }
  console.log(`Restored into ${dataFolder}, as it was at ${manifest.at}. Start it with npm start.`);
}

async function main(): Promise<void> {
  const [what, path, ...rest] = process.argv.slice(2);
  if (!path || rest.length > 0) throw new Error(USAGE);
  if (what === 'backup') await save(path);
  else if (what === 'restore') await bringBack(path);
  else throw new Error(USAGE);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
