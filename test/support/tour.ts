import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '@relevo/testing';
import { HEADLESS_SHELL } from './browser';

const ROOT = join(__dirname, '..', '..');

/** No tour takes so long: one that stands still is ended, and says where. */
const LIMIT_MS = 1_080_000;

/** What a tour of screens came to. */
export interface Toured {
  readonly code: number | null;
  readonly said: string;
  /** What its camera found wrong, a line each. */
  readonly wrong: string[];
  readonly pictures: number;
}

/**
 * The tours that picture every screen go through the pages as people see them; their camera notes what is wrong: an
 * error of the page, what axe calls serious or critical in light and in dark, and what does not fit a phone.
 */
export const tourOf = async (side: 'console' | 'customer'): Promise<Toured> => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-screens-'));
  const file = join(ROOT, 'dist', 'tools', 'screenshots', `${side}.js`);
  const child = spawn(process.execPath, [file, folder], {
    cwd: ROOT,
    env: { ...process.env, SCREENS: 'check', CHROMIUM: HEADLESS_SHELL },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const program = new Program(child);
  let stoodStill = false;
  const limit = setTimeout(() => {
    stoodStill = true;
    void program.stop();
  }, LIMIT_MS);
  const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(limit);
  const written = (picture: string): number => statSync(join(folder, picture)).mtimeMs;
  const taken = readdirSync(folder).sort((one, other) => written(one) - written(other));
  const after = taken.at(-1) ?? 'no picture';
  const end = stoodStill ? 'stood still' : killedBy ? `was ended by ${killedBy}` : null;
  const said = `${program.output()}${end ? `\nWrong: the tour ${end} after ${after}\n` : ''}`;
  rmSync(folder, { recursive: true });
  return {
    code,
    said,
    wrong: said.split('\n').filter((line) => line.startsWith('Wrong:')),
    pictures: taken.length,
  };
};
