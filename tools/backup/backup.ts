import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { BOOKKEEPING } from '../../apps/api/src/platform/database/bookkeeping';
import { version } from '../../apps/api/src/platform/version';
import { makeFolder } from '../supervisor/make-folder';
import { saveFiles } from './data-files';
import { FORMAT, type Manifest, manifestOf } from './manifest';
import { saveTables } from './tables';

export interface BackupOptions {
  /** The database as its owner sees it. */
  readonly url: string;
  readonly dataFolder: string;
  /** The folder to make. */
  readonly target: string;
  readonly say: (line: string) => void;
}

/**
 * Saves everything that must last, while the server runs: files first, then the database as of one moment, so that no
 * saved checkpoint speaks of events that are not saved.
 * @throws Error in words for a person
 */
export const backup = async ({ url, dataFolder, target, say }: BackupOptions): Promise<Manifest> => {
  const partial = `${target}.partial`;
  for (const folder of [target, partial])
    if (existsSync(folder))
      throw new Error(`${folder} exists. A backup never overwrites: give another name.`);
  try {
    makeFolder(partial);
  } catch (error) {
    throw new Error(
      `${target} cannot be made: ${(error as Error).message}. Name a place that this user may write.`,
    );
  }
  const files = await saveFiles(dataFolder, partial);
  say(`${files.length} files of ${dataFolder}`);
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const at = new Date().toISOString();
    const { rows } = await db.query<{ name: string }>(`SELECT name FROM ${BOOKKEEPING} ORDER BY id`);
    const tables = await saveTables(db, partial, say);
    const manifest: Manifest = {
      format: FORMAT,
      version,
      at,
      migrations: rows.map(({ name }) => name),
      tables,
      files,
    };
    writeFileSync(manifestOf(partial), JSON.stringify(manifest, null, 2), { mode: 0o600, flag: 'wx' });
    renameSync(partial, target);
    return manifest;
  } finally {
    await db.end();
  }
};
