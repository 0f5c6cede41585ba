import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from './configuration-table';

test('docs/configuration.md is current; "npm run docs:configuration" makes it anew', () => {
  expect(readFileSync(join(__dirname, '../../docs/configuration.md'), 'utf8')).toBe(configurationPage());
});
