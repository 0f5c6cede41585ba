import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareOrExit } from './build/prepare.mjs';
import { ROOT } from './build/sources.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

try {
  if (process.platform !== 'linux')
    throw new Error('The demo needs Linux: it shows a virtual X desktop. "npm start" works everywhere.');
  ensureSystemPackages();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await prepareOrExit({ say: console.log, web: true });
createRequire(import.meta.url)(join(ROOT, 'dist/tools/demo/main.js'));
