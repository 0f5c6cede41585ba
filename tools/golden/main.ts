import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../apps/api/src/platform/version';
import { ROOT } from '../supervisor/checkout';
import { lacking, writeGoldenLog } from './golden-log';
import { schemaMarks } from './schemas';

const FOLDER = join(ROOT, 'test/golden');
const SCHEMAS = join(FOLDER, 'schemas.json');

/** `npm run golden`: writes down the shapes of new events, and the golden log of this release if there is none. */
async function main(): Promise<void> {
  const kept = existsSync(SCHEMAS)
    ? (JSON.parse(readFileSync(SCHEMAS, 'utf8')) as Record<string, string>)
    : {};
  const marks = schemaMarks();
  const changed = Object.keys(marks).filter((name) => name in kept && kept[name] !== marks[name]);
  if (changed.length > 0)
    throw new Error(
      `These changed without a new version: ${changed.join(', ')}. Add a step to UPCASTERS first.`,
    );
  const all = Object.entries({ ...kept, ...marks }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(SCHEMAS, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  const file = join(FOLDER, `${version}.json`);
  if (existsSync(file)) return console.log(`${file} is there already: a released log is never written anew.`);
  const log = await writeGoldenLog(version);
  if (lacking(log).length > 0) throw new Error(`golden-log.ts writes no ${lacking(log).join(', ')}.`);
  writeFileSync(file, `${JSON.stringify(log, null, 1)}\n`);
  console.log(`Wrote ${file}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
