import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../build/prepare.mjs';
import { filesOf, ROOT } from '../build/sources.mjs';
import { ensureSystemPackages } from '../system-packages.mjs';
import { runJest } from './jest.mjs';
import { countOf, rulesOf } from './rules.mjs';
import { isFailed, secondTry } from './second-try.mjs';

// npm test [-- part of a path …]: all tests of the project, or those whose path holds one of the texts.
const wanted = process.argv.slice(2);
const chosen = (file) => wanted.length === 0 || wanted.some((text) => file.includes(text));
const LEVELS = ['integration', 'e2e', 'adversary'];

/**
 * Files of one level in one process; `say` as for `runJest`. What befell the process befell each of them: the second
 * try tells whose fault it was.
 */
async function runFiles(level, files, say) {
  const [first] = files;
  const args = [
    '--selectProjects',
    level,
    '--runInBand',
    '--runTestsByPath',
    ...files.map((file) => join(ROOT, file)),
  ];
  const results = await runJest(first, level, args, say);
  const ofAll = ({ ofProcess }) => ofProcess === true;
  return results.flatMap((one) => (ofAll(one) ? files.map((file) => ({ ...one, file })) : [one]));
}

async function unitTests() {
  const workers = Math.max(1, Math.min(4, availableParallelism()));
  const args = ['--selectProjects', 'unit', '--passWithNoTests', `--maxWorkers=${workers}`];
  return secondTry(await runJest('unit', 'unit', [...args, ...wanted]), againAlone);
}

/** The first try's own process may have gone without a word of any file. */
const againAlone = async (first) => {
  if (!existsSync(join(ROOT, first.file))) return [first];
  console.log(`\nOnce more, alone: ${first.file}`);
  return runFiles(first.level, [first.file]);
};

/** Most processes that run at a time. */
const LANES = 4;
/** Files to a process. A process reads the server's code once; one with browsers or hostile programs is its file's own. */
const TOGETHER = { integration: 6, e2e: 1, adversary: 1 };

const inGroups = (files) =>
  LEVELS.flatMap((level) => {
    const ofLevel = files.filter((file) => file.level === level).map(({ file }) => file);
    const groups = [];
    while (ofLevel.length > 0) groups.push({ level, files: ofLevel.splice(0, TOGETHER[level]) });
    return groups;
  });

async function realTests(files) {
  const { startRealParts, makeSiteTemplate, endRealParts } = createRequire(import.meta.url)(
    join(ROOT, 'dist/tools/test/real-parts.js'),
  );
  await startRealParts();
  const results = [];
  const groups = inGroups(files);
  const waiting = groups.map((group, n) => ({ ...group, n: n + 1 }));
  // One more than there are cores: a sixth of their time all of them wait for something.
  const lanes = Math.min(LANES, availableParallelism() + 1, groups.length);
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const title = `\n[${next.n}/${groups.length}] ${next.files.join(' ')}`;
      if (lanes === 1) console.log(title);
      const say = lanes === 1 ? undefined : (words) => console.log(`${title}\n${words}`);
      results.push(...(await runFiles(next.level, next.files, say)));
    }
  };
  try {
    if (files.some(({ level }) => level === 'e2e')) await makeSiteTemplate();
    await Promise.all(Array.from({ length: lanes }, lane));
    return await secondTry(results, againAlone);
  } finally {
    await endRealParts();
  }
}

const named = ({ file, titles }) =>
  `${file}${titles.length > 0 ? ` › ${[...titles].reverse().join(' › ')}` : ''}`;

const tell = (results, wordFor) => {
  for (const result of results) {
    console.log(`${wordFor(result)}: ${named(result)}`);
    if (result.why) console.log(result.why.replace(/^/gm, '  '));
  }
};

function report({ results, unsteady }) {
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  const write = (name, value) =>
    writeFileSync(join(ROOT, 'test-results', name), `${JSON.stringify(value, null, 2)}\n`);
  write('tests.json', results);
  write('unsteady.json', unsteady);
  if (wanted.length === 0) write('rules.json', rulesOf(results));
  const { passed, failed } = countOf(results);
  tell(unsteady, () => 'passed at the second try, alone');
  tell(results.filter(isFailed), ({ status }) => status);
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
  const parts = [await unitTests()];
  if (files.length > 0) parts.push(await realTests(files));
  report({
    results: parts.flatMap(({ results }) => results),
    unsteady: parts.flatMap(({ unsteady }) => unsteady),
  });
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
