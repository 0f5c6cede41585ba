import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashing, type Manifest } from './manifest';

/** What the data folder holds only for the running process, or what the tables of the database are saved for. */
const LEFT_OUT = /^(lock|postgres|logs$)/;

/** Files of a data folder that must last, by their path there. */
export const lastingFiles = (folder: string, except: string): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => !resolve(file).startsWith(`${resolve(except)}/`))
        .map((file) => relative(folder, file))
        .filter((path) => !LEFT_OUT.test(path) && !path.endsWith('.new'))
        .sort();

/** Copies a file, readable by its owner alone; never over another. */
const copy = async (from: string, to: string): Promise<string> => {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const { stream, digest } = hashing();
  await pipeline(createReadStream(from), stream, createWriteStream(to, { mode: 0o600, flags: 'wx' }));
  return digest();
};

/** Saves what must last of a data folder. */
export const saveFiles = async (folder: string, backup: string): Promise<Manifest['files']> => {
  const saved = [];
  for (const path of lastingFiles(folder, backup)) {
    const file = join('data', path);
    saved.push({ path, file, sha256: await copy(join(folder, path), join(backup, file)) });
  }
  return saved;
};

/** Puts saved files into an empty data folder. */
export const restoreFiles = async (
  backup: string,
  files: Manifest['files'],
  folder: string,
): Promise<void> => {
  for (const { path, file } of files) await copy(join(backup, file), join(folder, path));
};
