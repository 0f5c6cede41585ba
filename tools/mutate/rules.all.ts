import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every test of the rules as one file: Jest loads all files for each change, whatever tests it then runs. This one loads
 * only those whose tests are wanted, by the pattern that Jest's runner keeps. Models are left out: they count how much of
 * themselves they reach, which takes their whole run.
 */
const DOMAIN = join(__dirname, '../../libs/domain/src');
const files = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('properties.test.ts'))
  .sort();

const symbol = Object.getOwnPropertySymbols(globalThis).find(
  (one) => one.description === 'JEST_STATE_SYMBOL',
);
const runner =
  symbol && (globalThis as unknown as Record<symbol, { testNamePattern?: RegExp | null }>)[symbol];
const wanted = runner?.testNamePattern?.source.replaceAll('\\', '');

for (const file of files)
  if (!wanted || wanted.includes(`(${file} `)) describe(file, () => void require(join(DOMAIN, file)));
