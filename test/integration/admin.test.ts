import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@relevo/testing';
import { DataFolder } from '../../tools/supervisor/data-folder';

const ROOT = resolve(__dirname, '../..');
const PASSWORD = 'a quiet river runs north';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Run {
  code: number | null;
  out: string;
  err: string;
}

function admin(args: string[], input: string, settings: Record<string, string>): Promise<Run> {
  const child = spawn(process.execPath, ['tools/run.mjs', 'tools/admin/main', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const run: Run = { code: null, out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (run.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (run.err += data.toString()));
  child.stdin.end(input);
  return new Promise((done) => child.once('close', (code) => done({ ...run, code })));
}

const external = () => ({ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl });

jest.setTimeout(120_000);

test('an account is made, listed and given another password; the password comes from standard input', async () => {
  const made = await admin(
    ['create', '--email', 'Ana@Example.org', '--name', 'Ana Ruiz'],
    `${PASSWORD}\n`,
    external(),
  );
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('Ana Ruiz <ana@example.org> can sign in as administrator.');

  const again = await admin(
    ['create', '--email', 'ana@example.org', '--name', 'Ana'],
    `${PASSWORD}\n`,
    external(),
  );
  expect(again.code).toBe(1);
  expect(again.err).toContain('There is an account with this e-mail address already.');

  const changed = await admin(
    ['reset-password', '--email', 'ana@example.org'],
    'seven lamps by the harbour\n',
    external(),
  );
  expect(changed).toMatchObject({ code: 0, err: '' });

  const listed = await admin(['list'], '', external());
  expect(listed.out).toBe('ana@example.org\tadministrator\tenabled\tAna Ruiz\n');
});

test('an account is disabled, enabled and loses its second step; the last administrator stays', async () => {
  await admin(
    ['create', '--email', 'cy@example.org', '--name', 'Cy', '--role', 'csr'],
    `${PASSWORD}\n`,
    external(),
  );
  const run = (command: string, email: string) => admin([command, '--email', email], '', external());
  expect(await run('disable', 'Cy@Example.org')).toMatchObject({ code: 0, err: '' });
  expect((await admin(['list'], '', external())).out).toContain('cy@example.org\tcsr\tdisabled\tCy\n');
  expect(await run('enable', 'cy@example.org')).toMatchObject({ code: 0, err: '' });
  expect((await run('reset-totp', 'cy@example.org')).out).toContain('every sign-in has ended');
  expect((await run('disable', 'ana@example.org')).err).toContain('Somebody has to stay in charge');
  expect((await run('reset-totp', 'eve@example.org')).err).toContain('There is no account');
  expect((await admin(['list'], '', external())).out).toContain('cy@example.org\tcsr\tenabled\tCy\n');
});

test('what cannot be done is said in words', async () => {
  const short = await admin(['create', '--email', 'bo@example.org', '--name', 'Bo'], 'short\n', external());
  expect(short.code).toBe(1);
  expect(short.err).toContain('password');
  const nothing = await admin(['create', '--email', 'bo@example.org', '--name', 'Bo'], '', external());
  expect(nothing.err).toContain('The password is expected on standard input.');
  const unknown = await admin(['reset-password', '--email', 'eve@example.org'], `${PASSWORD}\n`, external());
  expect(unknown.err).toContain('There is no account with this e-mail address.');
  const role = await admin(
    ['create', '--email', 'bo@example.org', '--name', 'Bo', '--role', 'king'],
    '',
    external(),
  );
  expect(role.err).toContain('--role must be one of csr, supervisor, administrator.');
  const usage = await admin(['crown'], '', external());
  expect(usage.err).toContain('Usage:');
});

test('without a running server the embedded database is started for the moment, and ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-admin-'));
  const settings = { DATA_DIR: folder, DATABASE_URL: '' };
  const made = await admin(
    ['create', '--email', 'ana@example.org', '--name', 'Ana Ruiz'],
    `${PASSWORD}\n`,
    settings,
  );
  expect(made).toMatchObject({ code: 0, err: '' });
  const listed = await admin(['list'], '', settings);
  expect(listed.out).toContain('ana@example.org');
  expect(DataFolder.holderOf(folder)).toBeNull();
  rmSync(folder, { recursive: true });
});
