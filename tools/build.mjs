import { prepareOrExit } from './build/prepare.mjs';

await prepareOrExit({ say: console.log, web: !process.argv.includes('--no-web') });
