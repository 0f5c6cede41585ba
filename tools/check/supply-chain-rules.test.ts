import { codeFaults } from './code-rules.mjs';
import { licenceFaults } from './licences.mjs';
import { lockFileFaults } from './lock-file.mjs';
import { secretFaults } from './secrets.mjs';

describe('SEC-S1 code', () => {
  it.each([
    ["spawn('ls', { shell: true })"],
    ["spawn('ls', { shell: '/bin/sh' })"],
    ["import { exec } from 'node:child_process';"],
    ['const options = { rejectUnauthorized: false };'],
    ["process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';"],
    ['element.innerHTML = name;'],
    ['<p dangerouslySetInnerHTML={{ __html: name }} />'],
    ["element.insertAdjacentHTML('beforeend', name);"],
    ['eval(text);'],
    ["new Function('return 1');"],
    ['const id = Math.random().toString(36);'],
  ])('SEC-S1 %s is found', (line) => {
    expect(codeFaults('apps/api/src/x.ts', `const a = 1;\n${line}\n`)).toEqual([
      expect.stringMatching(/^apps\/api\/src\/x\.ts:2: /),
    ]);
  });

  it.each([
    ["spawn('ls', ['-l'])"],
    ['spawn(file, { shell: false })'],
    ["import { execFileSync } from 'node:child_process';"],
    ['const match = pattern.exec(text);'],
    ['const options = { rejectUnauthorized: true };'],
    ['element.textContent = name;'],
  ])('SEC-S1 %s is fine', (line) => {
    expect(codeFaults('apps/api/src/x.ts', line)).toEqual([]);
  });

  it('SEC-S1 what is meant in one place is meant once, there', () => {
    const file = 'apps/customer-agent/machine/src/session/server-trust.ts';
    const line = '  rejectUnauthorized: false,\n';
    expect(codeFaults(file, line)).toEqual([]);
    expect(codeFaults(file, line + line)).toHaveLength(1);
    expect(codeFaults('apps/customer-agent/machine/src/session/agent.ts', line)).toHaveLength(1);
  });
});

describe('SEC-S1 secrets', () => {
  // Put together here, so that this file holds none itself.
  const letters = 'Ab1'.repeat(20);
  it.each([
    [`-----BEGIN ${'PRIVATE'} KEY-----\n${letters}`],
    [`aws = ${'AKIA'}${'A1B2C3D4E5F6G7H8'}`],
    [`ghp${'_'}${letters.slice(0, 36)}`],
    [`npm${'_'}${letters.slice(0, 36)}`],
    [`eyJ${letters.slice(0, 20)}.${'eyJ'}${letters.slice(0, 20)}.${letters.slice(0, 30)}`],
    [`url: postgres://relevo:${'s3cr3tvalue'}@db:5432/relevo`],
    [`SITE_${'SECRET'}=${letters.slice(0, 43)}`],
  ])('SEC-S1 %s is found, with its line', (text) => {
    expect(secretFaults('docs/x.md', `one\n${text}\n`)).toEqual([expect.stringMatching(/^docs\/x\.md:2: /)]);
  });

  it.each([['deploy/.env'], ['deploy/tls/key.pem'], ['home/id_ed25519']])(
    'SEC-S1 a file %s is found',
    (file) => {
      expect(secretFaults(file, '')).toHaveLength(1);
    },
  );

  it.each([
    ['postgres://relevo_app:password@db.example.org:5432/relevo'],
    ['postgres://$' + '{user}:$' + '{secret}@127.0.0.1:1/x'],
    ['SITE_SECRET=(43 characters)'],
    ['SITE_SECRET: $' + '{SITE_SECRET:?}'],
    ["SITE_SECRET: 'a'.repeat(43)"],
  ])('SEC-S1 %s is fine', (text) => {
    expect(secretFaults('deploy/.env.example', text)).toEqual([]);
  });
});

describe('SEC-S1 packages', () => {
  const lockOf = (entry: object) => ({
    packages: { '': {}, 'node_modules/thing': { version: '1.0.0', ...entry } },
  });

  it.each([['GPL-3.0-only'], ['AGPL-3.0'], ['SSPL-1.0'], ['MIT AND GPL-2.0'], [undefined]])(
    'SEC-S1 licence %s is not delivered',
    (license) => {
      expect(licenceFaults(lockOf({ license }))).toHaveLength(1);
      // A tool of our own is not delivered.
      expect(licenceFaults(lockOf({ license, dev: true }))).toEqual([]);
    },
  );

  it.each([['MIT'], ['(MIT OR GPL-2.0)'], ['(MIT AND Zlib)'], ['Apache-2.0']])(
    'SEC-S1 licence %s may be',
    (license) => {
      expect(licenceFaults(lockOf({ license }))).toEqual([]);
    },
  );

  it('SEC-S1 every package has one version and a hash, and names no registry', () => {
    const good = lockOf({ integrity: 'sha512-x' });
    expect(lockFileFaults({ dependencies: { thing: '1.0.0' } }, good)).toEqual([]);
    expect(lockFileFaults({ dependencies: { thing: '^1.0.0' } }, good)).toHaveLength(1);
    expect(lockFileFaults({ dependencies: { thing: 'github:a/b' } }, good)).toHaveLength(1);
    expect(lockFileFaults({}, lockOf({}))).toHaveLength(1);
    const resolved = 'https://packages.example/thing.tgz';
    expect(lockFileFaults({}, lockOf({ integrity: 'sha512-x', resolved }))).toHaveLength(1);
  });
});
