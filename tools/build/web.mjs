import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from './compress.mjs';
import { filesOf, isDoneFor, onceFor, ROOT } from './sources.mjs';

const SHARED = [
  'libs/ui',
  'libs/client',
  'libs/contracts',
  'libs/domain',
  'libs/i18n',
  'package-lock.json',
  'tsconfig.base.json',
];

const APPS = [
  { name: 'console', folder: 'apps/csr-console' },
  { name: 'customer', folder: 'apps/customer-agent/page' },
];

const viteBuild = (folder, outDir) =>
  new Promise((resolve, reject) => {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const args = [
      vite,
      'build',
      join(ROOT, folder),
      '--outDir',
      outDir,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ];
    const config = join(ROOT, folder, 'vite.config.mts');
    spawn(process.execPath, [...args, '--config', config], {
      cwd: ROOT,
      // Another one in the shell would put React's development code into the pages.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
      .once('error', reject)
      .once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`vite build ${folder} failed`))));
  });

const pages = () =>
  APPS.filter(({ folder }) => existsSync(join(ROOT, folder, 'vite.config.mts'))).map((app) => ({
    ...app,
    stamp: `dist/.web-${app.name}-stamp`,
    files: filesOf([app.folder, ...SHARED]),
  }));

export const isWebBuilt = () => pages().every(({ stamp, files }) => isDoneFor(stamp, files));

/** Bundles the pages that browsers load to dist/web/<name>. Says which were built. */
export async function buildWeb(say) {
  const built = [];
  for (const { name, folder, stamp, files } of pages()) {
    const outDir = join(ROOT, 'dist/web', name);
    const done = await onceFor(stamp, files, async () => {
      say(`Building the ${name} pages …`);
      await viteBuild(folder, outDir);
      await compress(outDir);
    });
    if (done) built.push(name);
  }
  return built;
}
