import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareOrExit } from './build/prepare.mjs';
import { ROOT } from './build/sources.mjs';

// Runs one compiled program of the project: node tools/run.mjs <path without ending> [arguments]
const [program, ...args] = process.argv.slice(2);
const file = join(ROOT, 'dist', `${program}.js`);
await prepareOrExit({ say: console.error, web: false });
if (existsSync(file)) {
  process.argv = [process.execPath, file, ...args];
  createRequire(import.meta.url)(file);
} else {
  console.error(`There is no program ${program} in this checkout.`);
  process.exitCode = 1;
}
