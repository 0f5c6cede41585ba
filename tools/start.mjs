import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareOrExit } from './build/prepare.mjs';
import { ROOT } from './build/sources.mjs';

await prepareOrExit({ say: console.log, web: true });
createRequire(import.meta.url)(join(ROOT, 'dist/tools/supervisor/main.js'));
