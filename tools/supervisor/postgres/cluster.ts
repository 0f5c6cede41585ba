import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunAs } from './binaries';

/** Whether something lies in the place of a cluster: files of PostgreSQL or of somebody else. An empty folder is a free place. */
export const isTaken = (folder: string): boolean => {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return existsSync(folder);
  }
};

/**
 * Makes an empty PostgreSQL cluster with the superuser `postgres`, unless there is one.
 * A cluster appears whole or not at all: an interrupted attempt is thrown away.
 * @throws Error in words for a person when files of somebody else lie there.
 * @param folder where its files shall lie; the folder above must be enterable by `as`.
 */
export function makeCluster(bin: string, folder: string, password: string, as: RunAs | undefined): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  if (isTaken(folder))
    throw new Error(
      `${folder} is where PostgreSQL keeps its files, but what lies there is not of PostgreSQL. ` +
        'Move it away, or name another folder. Example: DATA_DIR=./data-2 npm start',
    );
  const half = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(half, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (as) {
    chownSync(half, as.uid, as.gid);
    chownSync(passwordFile, as.uid, as.gid);
  }
  const args = ['-D', half, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--lc-messages=C'];
  // While a new piece of its log is filled with zeros, nobody's append is committed: 16 MB would be 70 ms, every few seconds.
  const log = ['--wal-segsize=4'];
  const done = spawnSync(join(bin, 'initdb'), [...args, ...locale, ...log], {
    ...as,
    cwd: '/',
    encoding: 'utf8',
  });
  rmSync(passwordFile);
  if (done.status !== 0)
    throw new Error(
      `PostgreSQL could not make its files in ${folder}: ${done.error?.message ?? done.stderr}`,
    );
  renameSync(half, folder);
}
