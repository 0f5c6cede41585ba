import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const isRoot = (folder: string): boolean => {
  const file = join(folder, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'relevo';
};

const findRoot = (from: string): string => {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder))
    if (isRoot(folder)) return folder;
  throw new Error(`No checkout of Relevo above ${from}`);
};

/** The folder of the installation: the one with our package.json, above the compiled code as above its source. */
export const ROOT = findRoot(__dirname);
