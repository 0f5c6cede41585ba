import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from '../build/install.mjs';
import { ROOT } from '../build/sources.mjs';

// npm run mutate [-- folder …] [-- --option …]: changes the rules in small ways, one at a time, and lists those changes that
// no test notices. Folders are those of libs/domain/src,
// or files there, or lines of one (`consent/gate.ts:61-80`); options are Stryker's.
const DOMAIN = 'libs/domain/src';
/** Properties are tried so often for each change. */
const PROPERTY_RUNS = '200';

const all = readdirSync(join(ROOT, DOMAIN), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith('-'));
const wanted = args.filter((arg) => !arg.startsWith('-'));
const unknown = wanted.filter((name) => !existsSync(join(ROOT, DOMAIN, name.replace(/:.*/, ''))));

if (unknown.length > 0) {
  console.error(`Not in ${DOMAIN}: ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  process.exitCode = 1;
} else {
  await ensureInstalled(console.error);
  const paths = (wanted.length > 0 ? wanted : all).map((name) =>
    name.includes('.ts') ? `${DOMAIN}/${name}` : `${DOMAIN}/${name}/**/*.ts`,
  );
  const stryker = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const mutate = [...paths, '!**/*.test.ts', '!**/index.ts'].join(',');
  const child = spawn(
    process.execPath,
    [stryker, 'run', 'tools/mutate/stryker.config.mjs', '--mutate', mutate, ...options],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PROPERTY_RUNS } },
  );
  child.once('exit', (code) => (process.exitCode = code ?? 1));
}
