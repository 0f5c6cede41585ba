import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './build/install.mjs';
import { filesOf, ROOT } from './build/sources.mjs';

const NODE_FILES = /^(apps\/api|apps\/customer-agent\/machine|libs\/testing|migrations|tools|test)\//;

const bin = (path, ...args) => ({
  command: process.execPath,
  args: [join(ROOT, 'node_modules', path), ...args],
});
const own = (path, ...args) => ({ command: process.execPath, args: [join(ROOT, path), ...args] });
const hasFiles = (pattern) =>
  filesOf(['apps', 'libs', 'migrations', 'test', 'tools'], { tests: true }).some((file) =>
    pattern.test(file),
  );

const CRUISED = ['apps', 'libs', 'migrations', 'test', 'tools'];

const programs = () => [
  ['format', bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')],
  ['lint', bin('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  ['types (Node)', hasFiles(NODE_FILES) && bin('typescript/bin/tsc', '-p', 'tsconfig.json')],
  ['types (browser)', hasFiles(/\.tsx$/) && bin('typescript/bin/tsc', '-p', 'tsconfig.ui.json')],
  [
    'imports',
    bin(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
      ...CRUISED.filter((folder) => existsSync(join(ROOT, folder))),
    ),
  ],
  ['supply chain', own('tools/check/supply-chain.mjs')],
  // Asks the registry, which not every registry answers: only on demand.
  ['known faults', process.argv.includes('--audit') && { command: 'npm', args: ['audit', '--omit=dev'] }],
  [
    'picture modules',
    spawnSync('clang', ['--version']).status === 0 && own('tools/wasm/build.mjs', '--check'),
  ],
];

const runProgram = ({ command, args }) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('exit', (code) => resolve({ ok: code === 0, output }));
  });

let failed = 0;
function show(name, started, { ok, output }) {
  if (!ok) failed++;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trim().replace(/^/gm, '       '));
}

await ensureInstalled(console.log);
const queue = programs().filter(([, program]) => program);
const worker = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const started = performance.now();
    show(next[0], started, await runProgram(next[1]));
  }
};
await Promise.all([worker(), worker()]);
console.log(failed === 0 ? 'All checks passed.' : `${failed} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
