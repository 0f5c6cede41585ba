import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../build/prepare.mjs';
import { filesOf, ROOT } from '../build/sources.mjs';
import { ensureSystemPackages } from '../system-packages.mjs';
import { runJest } from './jest.mjs';
import { countOf, rulesOf } from './rules.mjs';

// npm test [-- part of a path …]: all tests of the project, or those whose path holds one of the texts.
const wanted = process.argv.slice(2);
const chosen = (file) => wanted.length === 0 || wanted.some((text) => file.includes(text));
const LEVELS = ['integration', 'e2e', 'adversary'];

async function unitTests() {
  const workers = Math.max(1, Math.min(4, availableParallelism()));
  const args = ['--selectProjects', 'unit', '--passWithNoTests', `--maxWorkers=${workers}`];
  return runJest('unit', 'unit', [...args, ...wanted]);
}

/** Most files that run at a time. */
const LANES = 4;

/** Each file in a process of its own. */
async function realTests(files) {
  const { startRealParts, endRealParts } = createRequire(import.meta.url)(
    join(ROOT, 'dist/tools/test/real-parts.js'),
  );
  await startRealParts();
  const results = [];
  const waiting = files.map((file, n) => ({ ...file, n: n + 1 }));
  // One more than there are cores: a sixth of their time all of them wait for something.
  const lanes = Math.min(LANES, availableParallelism() + 1, files.length);
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { file, level, n } = next;
      const args = ['--selectProjects', level, '--runInBand', '--runTestsByPath', join(ROOT, file)];
      const title = `\n[${n}/${files.length}] ${file}`;
      if (lanes === 1) console.log(title);
      const say = lanes === 1 ? undefined : (words) => console.log(`${title}\n${words}`);
      results.push(...(await runJest(file, level, args, say)));
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await endRealParts();
  }
  return results;
}

function report(results) {
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const write = (name, value) =>
    writeFileSync(join(ROOT, 'test-results', name), `${JSON.stringify(value, null, 2)}\n`);
  write('tests.json', results);
  if (wanted.length === 0) write('rules.json', rulesOf(results));
  const { passed, failed } = countOf(results);
  for (const { file, titles, status, why } of results.filter((result) => result.status !== 'passed')) {
    console.log(`${status}: ${file}${titles.length > 0 ? ` › ${[...titles].reverse().join(' › ')}` : ''}`);
    if (why) console.log(why.replace(/^/gm, '  '));
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

try {
  ensureSystemPackages();
  await prepare({ say: console.log, web: true });
  const files = LEVELS.flatMap((level) =>
    filesOf([`test/${level}`], { tests: true })
      .filter((file) => file.endsWith('.test.ts') && chosen(file))
      .map((file) => ({ file, level })),
  );
  const unit = await unitTests();
  report([...unit, ...(files.length > 0 ? await realTests(files) : [])]);
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
