import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  let said = '';
  const folder = mkdtempSync(join(tmpdir(), 'relevo-screens-'));
  const program = join(ROOT, 'dist', 'tools', 'screenshots', `${side}.js`);
  const child = spawn(process.execPath, [program, folder], {
    cwd: ROOT,
    env: { ...process.env, SCREENS: 'check', CHROMIUM: HEADLESS_SHELL },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: its server and its browser end with it.
    detached: true,
  });
  const end = (): void => {
    try {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  };
  process.once('exit', end);
  const limit = setTimeout(() => {
    said += '\nWrong: the tour stood still after this\n';
    end();
  }, LIMIT_MS);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(limit);
  process.off('exit', end);
  const pictures = readdirSync(folder).length;
  rmSync(folder, { recursive: true });
  return { code, said, wrong: said.split('\n').filter((line) => line.startsWith('Wrong:')), pictures };
};
