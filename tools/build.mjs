import { buildNode } from './build/node.mjs';
import { buildWeb } from './build/web.mjs';

const only = process.argv.slice(2);
if (only.length === 0 || only.includes('node')) await buildNode();
if (only.length === 0 || only.includes('web')) await buildWeb(console.log);
