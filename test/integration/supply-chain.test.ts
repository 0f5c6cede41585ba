import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'relevo-supply-'));
  for (const name of ['package.json', 'package-lock.json', 'apps/api/src/main.ts'])
    cpSync(join(ROOT, name), join(tree, name));
});
afterEach(() => rmSync(tree, { recursive: true }));

const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
};

const check = (folder: string) => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'tools/check/supply-chain.mjs'), folder],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout };
};

it('SEC-S1 the check of the supply chain passes here, lists licences and writes the bill of materials', () => {
  const { status, stdout } = check(ROOT);
  expect([stdout, status]).toEqual([expect.stringMatching(/^ +\d+ {2}MIT$/m), 0]);
  const bill = JSON.parse(readFileSync(join(ROOT, 'test-results/sbom.cdx.json'), 'utf8'));
  const names = bill.components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['socket.io', 'pg', '@nestjs/core', 'react']));
  expect(names.filter((name: string) => ['jest', 'vite', '@biomejs/biome'].includes(name))).toEqual([]);
});

it('SEC-S1 it fails for what somebody slips in, and names all of it', () => {
  expect(check(tree).status).toBe(0);
  put('apps/api/src/run.ts', "import { exec } from 'node:child_process';\n");
  put('libs/client/src/open.ts', 'export const options = { rejectUnauthorized: false };\n');
  put('docs/notes.md', `token: ghp${'_'}${'Ab1'.repeat(12)}\n`);
  put('deploy/.env', 'PORT=1\n');
  const lock = JSON.parse(readFileSync(join(tree, 'package-lock.json'), 'utf8'));
  Object.assign(lock.packages['node_modules/pg'], { integrity: undefined, license: 'SSPL-1.0' });
  put('package-lock.json', JSON.stringify(lock));
  const { status, stdout } = check(tree);
  expect(status).toBe(1);
  for (const place of [
    'apps/api/src/run.ts:1: ',
    'libs/client/src/open.ts:1: ',
    'docs/notes.md:1: ',
    'deploy/.env: ',
    'node_modules/pg has no integrity hash',
    'pg 8.23.1: licence "SSPL-1.0"',
  ])
    expect(stdout).toContain(place);
});
