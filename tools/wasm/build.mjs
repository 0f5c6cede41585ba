// Builds the two picture modules from C and writes each as a TypeScript file that holds the bytes as base64, so that
// Node, Jest and Vite load them without a plug-in. Only who changes the C needs clang and wasm-ld.
//   node tools/wasm/build.mjs           build and write
//   node tools/wasm/build.mjs --check   say whether the committed bytes belong to the C (exit 1: they do not)
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const shared = 'libs/client/src/picture/native';
const encoder = 'apps/customer-agent/machine/src/picture';

const MODULES = [
  {
    sources: [`${shared}/decoder.c`, `${shared}/inflate.c`],
    output: 'libs/client/src/picture/decoder.wasm.ts',
  },
  {
    sources: ['compare', 'scroll', 'pack'].map((name) => `${encoder}/native/${name}.c`),
    output: `${encoder}/encoder.wasm.ts`,
  },
];

const FLAGS = [
  '--target=wasm32',
  '-O3',
  '-msimd128',
  '-mbulk-memory',
  '-Wall',
  '-Werror',
  '-nostdlib',
  '-ffreestanding',
  '-Wl,--no-entry',
  '-Wl,--stack-first',
  '-Wl,--export=__heap_base',
  '-Wl,--strip-all',
];

const run = (command, args) => {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: root });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} failed:\n${stderr}`);
  return stdout;
};

const compilerVersion = () => {
  try {
    return /version (\S+)/.exec(run('clang', ['--version']))?.[1];
  } catch {
    return undefined;
  }
};

const sourceHash = ({ sources }) => {
  const hash = createHash('sha256');
  for (const path of [`${shared}/runtime.h`, ...sources]) hash.update(readFileSync(join(root, path)));
  return hash.update(FLAGS.join(' ')).digest('hex');
};

const compile = ({ sources }) => {
  const folder = mkdtempSync(join(tmpdir(), 'wasm-'));
  try {
    const file = join(folder, 'module.wasm');
    run('clang', [...FLAGS, '-I', shared, '-o', file, ...sources]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const text = (module, version) => {
  const base64 = compile(module).toString('base64');
  const lines = base64.match(/.{1,100}/g).map((line) => `  '${line}'`);
  return [
    `// Made by tools/wasm/build.mjs from ${module.sources.map((path) => basename(path)).join(', ')}; do not edit.`,
    `// clang ${version}, sources ${sourceHash(module)}`,
    `export const WASM_BASE64 =\n${lines.join(' +\n')};`,
    '',
  ].join('\n');
};

const check = (module, version) => {
  const committed = readFileSync(join(root, module.output), 'utf8');
  const [, builtWith, sources] = /clang (\S+), sources (\w+)/.exec(committed) ?? [];
  if (sources !== sourceHash(module))
    return `${module.output}: the C has changed, run node tools/wasm/build.mjs`;
  if (builtWith !== version) {
    console.log(
      `${module.output}: matches its sources; bytes not rebuilt (needs clang ${builtWith}, found ${version ?? 'none'})`,
    );
    return undefined;
  }
  if (text(module, version) !== committed)
    return `${module.output}: the bytes are not what clang ${version} makes`;
  console.log(`${module.output}: rebuilt, identical`);
  return undefined;
};

const version = compilerVersion();
if (process.argv.includes('--check')) {
  const faults = MODULES.map((module) => check(module, version)).filter((fault) => fault !== undefined);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} else {
  for (const module of MODULES) {
    writeFileSync(join(root, module.output), text(module, version));
    console.log(`${module.output} written`);
  }
}
