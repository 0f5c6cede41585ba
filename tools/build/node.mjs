import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { filesOf, isDoneFor, onceFor, ROOT } from './sources.mjs';

const SOURCES = [
  'apps/api/src',
  'apps/customer-agent/machine',
  'libs/client',
  'libs/contracts',
  'libs/domain',
  'libs/i18n',
  'libs/testing',
  'migrations',
  'tools',
];
const SETTINGS = ['.swcrc', 'package-lock.json'];

/** Writes a file unless it says the same already: a running program may be reading it. */
function write(file, content) {
  const target = join(ROOT, 'dist', file);
  if (existsSync(target) && readFileSync(target).equals(Buffer.from(content))) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

async function compile(file, options) {
  const { transform } = await import('@swc/core');
  const target = file.replace(/\.ts$/, '.js');
  const { code, map } = await transform(readFileSync(join(ROOT, file), 'utf8'), {
    ...options,
    swcrc: false,
    cwd: ROOT,
    filename: join(ROOT, file),
    sourceFileName: join(ROOT, file),
    jsc: { ...options.jsc, baseUrl: ROOT },
  });
  write(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  write(`${target}.map`, map);
  return [target, `${target}.map`];
}

function copy(file) {
  write(file, readFileSync(join(ROOT, file)));
  return [file];
}

const STAMP = 'dist/.node-stamp';
const sources = () => filesOf(SOURCES).filter((file) => !file.endsWith('.d.ts'));

export const isNodeBuilt = () => isDoneFor(STAMP, [...sources(), ...SETTINGS]);

/** Compiles everything that runs in Node to dist/, at the same place as its source, and copies what is no TypeScript. */
export async function buildNode() {
  const files = sources();
  return onceFor(STAMP, [...files, ...SETTINGS], async () => {
    const options = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8'));
    const kept = files.filter((file) => !['.mjs', '.tsx', '.md'].includes(extname(file)));
    const compiled = kept.filter((file) => extname(file) === '.ts').map((file) => compile(file, options));
    const copied = kept.filter((file) => extname(file) !== '.ts').map(copy);
    const written = new Set([...(await Promise.all(compiled)), ...copied].flat());
    for (const file of filesOf(['apps', 'libs', 'migrations', 'tools'].map((folder) => `dist/${folder}`)))
      if (!written.has(file.slice('dist/'.length))) rmSync(join(ROOT, file));
  });
}
