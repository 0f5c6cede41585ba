import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaMarks } from './schemas';

const kept = JSON.parse(readFileSync(join(__dirname, '../../test/golden/schemas.json'), 'utf8')) as Record<
  string,
  string
>;

test('no event changes its shape without a new version', () => {
  const marks = schemaMarks();
  const changed = Object.keys(marks).filter((name) => name in kept && kept[name] !== marks[name]);
  // Add a step to UPCASTERS in libs/domain/src/log/versions.ts, then run `npm run golden`.
  expect(changed).toEqual([]);
});

test('every event’s shape is written down', () => {
  // A new type or version: run `npm run golden`.
  expect(Object.keys(schemaMarks()).filter((name) => !(name in kept))).toEqual([]);
});
