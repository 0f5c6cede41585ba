import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Need {
  /** As Debian calls it. */
  readonly package: string;
  readonly command?: string;
  readonly file?: string;
}

const has = ({ command, file }: Need): boolean =>
  (!command || spawnSync('sh', ['-c', 'command -v "$0"', command]).status === 0) &&
  (!file || existsSync(file));

/** @throws when a part of the operating system is missing, with the words that install it. */
export const assertInstalled = (needs: readonly Need[]): void => {
  const missing = needs.filter((need) => !has(need)).map((need) => need.package);
  if (missing.length > 0)
    throw new Error(`Missing parts of the system. Install them: sudo apt-get install ${missing.join(' ')}`);
};
