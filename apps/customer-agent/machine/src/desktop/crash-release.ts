import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Waits for a line; when the pipe ends without one, its writer has died. */
const SCRIPT = 'read -r _ && exit; exec "$0" "$1"';

/**
 * Has a small process wait for our death: the X server keeps a key down whose presser has gone, and a killed agent cannot
 * let go any more. `stop` when we let go ourselves.
 */
export const releaseAfterCrash = (display: string): { readonly stop: () => void } => {
  const program = join(__dirname, 'release-held.js');
  // Not compiled: the sources run by themselves, in a test of this part alone.
  if (!existsSync(program)) return { stop: () => undefined };
  // A group of its own: what is sent to ours must not end it first.
  const child = spawn('sh', ['-c', SCRIPT, process.execPath, program], {
    detached: true,
    env: { ...process.env, DISPLAY: display },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return { stop: () => child.stdin.end('done\n') };
};
