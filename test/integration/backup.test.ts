import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionView } from '@relevo/contracts';
import { createTestDatabase, PATIENCE_MS, type TestDatabase, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { backup } from '../../tools/backup/backup';
import { startApi, type TestApi } from '../support/api';
import { aSessionWithMaria, Caller, Csr } from '../support/people';

let api: TestApi;
let ana: Csr;
let session: SessionView;
let folder: string;
let into: TestDatabase;

const saved = () => join(folder, 'monday');
const said: string[] = [];
const save = (target: string) =>
  backup({
    url: api.database.ownerUrl,
    dataFolder: api.env.DATA_DIR ?? '',
    target,
    say: (line) => said.push(line),
  });
const restore = (source: string, dataDir: string, database = into) =>
  spawnSync(process.execPath, ['tools/run.mjs', 'tools/backup/main', 'restore', source], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
    },
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relevo-backup-'));
  api = await startApi();
  into = await createTestDatabase();
  ana = await Csr.first(api);
  const old = (await aSessionWithMaria(ana)).session;
  await ana.mustCommand(old.id, 'session.end', {});
  await until('its checkpoint is in the file', PATIENCE_MS, async () =>
    existsSync(join(api.env.DATA_DIR ?? '', 'checkpoints.jsonl')) ? true : null,
  );
  ({ session } = await aSessionWithMaria(ana));
});
afterAll(async () => {
  await api.close();
  await into.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('a backup is made while lines are said, and holds one moment', async () => {
  let talking = true;
  let lines = 0;
  const talk = (async () => {
    for (; talking; lines += 1)
      await ana.mustCommand(session.conversationId, 'message.post', {
        messageId: uuid(),
        text: `línea ${lines} "\\ \u2028 漢`,
        to: 'everyone',
        sentAt: 1,
      });
  })();
  await until('somebody talks', PATIENCE_MS, async () => (lines > 5 ? true : null));
  const manifest = await save(saved());
  const during = lines;
  talking = false;
  await talk;
  expect(during).toBeGreaterThan(5);
  expect(manifest.files.map(({ path }) => path)).toContain('checkpoints.jsonl');
  expect(said).toContainEqual(expect.stringMatching(/^event_bodies: \d+ rows$/));
  expect(statSync(saved()).mode & 0o077).toBe(0);
  for (const { file } of [...manifest.files, ...manifest.tables])
    expect(statSync(join(saved(), file)).mode & 0o077).toBe(0);
  await expect(save(saved())).rejects.toThrow(/never overwrites/);
  if (process.platform === 'linux')
    await expect(save('/proc/relevo/monday')).rejects.toThrow('/proc/relevo/monday cannot be made: ');
});

it('a backup that was changed, or a place that is not empty, is refused before anything is done', async () => {
  const table = join(saved(), 'tables/accounts.jsonl.gz');
  const before = readFileSync(table);
  appendFileSync(table, 'x');
  expect(restore(saved(), join(folder, 'a')).stderr).toMatch(/accounts.jsonl.gz is missing or was changed/);
  rmSync(table);
  writeFileSync(table, before);
  expect(restore(folder, join(folder, 'a')).stderr).toMatch(/is no backup/);
  const manifest = join(saved(), 'manifest.json');
  const words = readFileSync(manifest);
  writeFileSync(manifest, words.subarray(0, 100));
  expect(restore(saved(), join(folder, 'a')).stderr).toMatch(/manifest.json .* was changed/);
  writeFileSync(manifest, words);
  expect(restore(saved(), api.env.DATA_DIR ?? '').stderr).toMatch(/DATA_DIR .* is not empty/);
  const foreign = join(folder, 'foreign');
  mkdirSync(join(foreign, 'postgres', 'of somebody'), { recursive: true });
  expect(restore(saved(), foreign).stderr).toMatch(/DATA_DIR .* is not empty.*name another folder/);
  expect(restore(saved(), join(folder, 'b'), api.database).stderr).toMatch(/database is not empty/);
});

it('what is restored elsewhere verifies, starts and lets people in; nothing of the backup’s moment is missing', async () => {
  const dataDir = join(folder, 'restored');
  const done = restore(saved(), dataDir);
  expect([done.stderr, done.status]).toEqual(['', 0]);
  const db = new Client({ connectionString: into.ownerUrl });
  await db.connect();
  const { rows } = await db.query('SELECT DISTINCT session_id AS id FROM streams');
  expect(rows).toHaveLength(2);
  const evidence = {
    keyId: siteKey(api.env.SITE_SECRET ?? '').id,
    files: [join(dataDir, 'checkpoints.jsonl')],
  };
  for (const { id } of rows)
    expect((await verifySession(db, id, evidence)).map(({ fault }) => fault)).toEqual([undefined, undefined]);
  const headers = 'SELECT count(*)::int AS n FROM event_headers';
  expect((await db.query(headers)).rows[0].n).toBeGreaterThan(10);
  await db.end();
  const again = await startApi({
    database: into,
    env: { DATA_DIR: dataDir, SITE_SECRET: api.env.SITE_SECRET },
  });
  const signedIn = await new Caller(again).call('POST', '/sign-in', {
    email: 'ana@example.org',
    password: 'correct horse battery staple',
  });
  expect(signedIn.status).toBeLessThan(300);
  await ana.at(again).mustCommand(session.conversationId, 'message.post', {
    messageId: uuid(),
    text: 'it goes on',
    to: 'everyone',
    sentAt: 1,
  });
  await again.close();
});
