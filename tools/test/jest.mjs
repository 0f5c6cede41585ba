import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/sources.mjs';
import { endLeftovers, marked } from './leftovers.mjs';

const MINUTES = 20;

function run(args, env) {
  return new Promise((resolve) => {
    const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), ...args];
    const child = spawn(process.execPath, jest, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const limit = setTimeout(() => child.kill('SIGKILL'), MINUTES * 60_000);
    child.once('exit', () => {
      clearTimeout(limit);
      resolve();
    });
  });
}

/** Runs Jest once, in a process of its own, and says what became of every test. A crash or a hang is a failed test. */
export async function runJest(name, level, args) {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-results-'));
  const file = join(folder, 'results.json');
  const env = { ...process.env, ...marked(name), TEST_RESULTS_FILE: file };
  const reporters = ['--reporters=default', `--reporters=${join(ROOT, 'tools/test/results-reporter.mjs')}`];
  await run([...reporters, ...args], env);
  const failed = (title) => ({ file: name, level, titles: [title], status: 'failed' });
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [failed('did not finish')];
  rmSync(folder, { recursive: true });
  const left = await endLeftovers(name);
  for (const line of left) console.log(`${name} left a process behind: ${line}`);
  return left.length > 0 ? [...results, failed('left a process behind')] : results;
}
