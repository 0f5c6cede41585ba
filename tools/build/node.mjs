import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { filesOf, onceFor, ROOT } from './sources.mjs';

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

async function compile(file) {
  const { transform } = await import('@swc/core');
  const target = join(ROOT, 'dist', file.replace(/\.ts$/, '.js'));
  const options = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8'));
  const { code, map } = await transform(readFileSync(join(ROOT, file), 'utf8'), {
    ...options,
    swcrc: false,
    cwd: ROOT,
    filename: join(ROOT, file),
    sourceFileName: join(ROOT, file),
    jsc: { ...options.jsc, baseUrl: ROOT },
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${code}\n//# sourceMappingURL=${target.slice(target.lastIndexOf('/') + 1)}.map\n`);
  writeFileSync(`${target}.map`, map);
}

function copy(file) {
  mkdirSync(dirname(join(ROOT, 'dist', file)), { recursive: true });
  copyFileSync(join(ROOT, file), join(ROOT, 'dist', file));
}

/** Compiles everything that runs in Node to dist/, at the same place as its source, and copies what is no TypeScript. */
export async function buildNode() {
  const files = filesOf(SOURCES).filter((file) => !file.endsWith('.d.ts'));
  return onceFor('dist/.node-stamp', [...files, ...SETTINGS], async () => {
    for (const folder of ['apps', 'libs', 'migrations', 'tools'])
      rmSync(join(ROOT, 'dist', folder), { recursive: true, force: true });
    const kept = files.filter((file) => !['.mjs', '.tsx', '.md'].includes(extname(file)));
    for (const file of kept.filter((name) => extname(name) !== '.ts')) copy(file);
    await Promise.all(kept.filter((name) => extname(name) === '.ts').map(compile));
  });
}
