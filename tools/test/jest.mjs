import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/sources.mjs';
import { endLeftovers, marked } from './leftovers.mjs';

const MINUTES = 20;
/** Something that a failed test has not closed may keep the process for ever: its results are there. */
const AFTER_RESULTS_MS = 30_000;

function run(args, env, out, results) {
  return new Promise((resolve) => {
    const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), ...args];
    const child = spawn(process.execPath, jest, { cwd: ROOT, env, stdio: ['ignore', out, out] });
    const limit = setTimeout(() => child.kill('SIGKILL'), MINUTES * 60_000);
    let lingers;
    const watch = setInterval(() => {
      if (existsSync(results)) lingers ??= setTimeout(() => child.kill('SIGKILL'), AFTER_RESULTS_MS);
    }, 1000);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      clearInterval(watch);
      clearTimeout(lingers);
      resolve(signal ?? `code ${code}`);
    });
  });
}

/**
 * Runs Jest once, in a process of its own, and says what became of every test. A crash or a hang is a failed test, and
 * so is what it left behind (both `ofProcess`).
 * @param say gets the words of Jest when it has ended; without it they go out at once
 */
export async function runJest(name, level, args, say) {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-results-'));
  const file = join(folder, 'results.json');
  const env = { ...process.env, ...marked(name), TEST_RESULTS_FILE: file };
  const reporters = ['--reporters=default', `--reporters=${join(ROOT, 'tools/test/results-reporter.mjs')}`];
  const words = join(folder, 'words');
  // A file, for a process that is left behind would hold a pipe open.
  const out = say ? openSync(words, 'w') : 'inherit';
  const end = await run([...reporters, ...args], env, out, file);
  if (say) {
    closeSync(out);
    say(readFileSync(words, 'utf8'));
  }
  const failed = (title) => ({ file: name, level, titles: [title], status: 'failed', ofProcess: true });
  const results = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : [failed(`did not finish: ended by ${end}`)];
  rmSync(folder, { recursive: true });
  const left = await endLeftovers(name);
  for (const line of left) console.log(`${name} left a process behind: ${line}`);
  return left.length > 0 ? [...results, failed('left a process behind')] : results;
}
