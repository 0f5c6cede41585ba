import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionView } from '@relevo/contracts';
import {
  type Checkpoint,
  checkpointText,
  type LogKey,
  logKeyText,
  type NewEvent,
  trustedKeys,
} from '@relevo/domain';
import { PATIENCE_MS, type TestDatabase, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { thumbprintOf } from '../../apps/api/src/streams/checkpoints/site-key';
import { signedBy } from '../../apps/api/src/streams/commands/device-signature';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { SessionChanges } from '../../apps/api/src/streams/log/session-changes';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { createMigratedDatabase } from '../support/migrated-database';
import { aSessionWithMaria, Caller, Csr } from '../support/people';

let database: TestDatabase;
let admin: Client;
let api: TestApi;
let ana: Csr;

const secret = () => randomBytes(32).toString('base64url');
const keysOf = async (node: TestApi) =>
  (await new Caller(node).must<{ keys: LogKey[] }>('GET', '/log-keys')).keys;
const stored = async (stream: string): Promise<Checkpoint[]> =>
  (
    await admin.query(
      `SELECT stream, seq, hash, at::float8 AS at, key_id AS "keyId", signature FROM checkpoints WHERE stream = $1 ORDER BY seq`,
      [stream],
    )
  ).rows;
const inFile = (stream: string): Checkpoint[] =>
  readFileSync(join(api.env.DATA_DIR ?? '', 'checkpoints.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Checkpoint)
    .filter((checkpoint) => checkpoint.stream === stream);
const checkpoints = (stream: string, count: number) =>
  until(`${count} checkpoints`, PATIENCE_MS, async () => {
    const found = await stored(stream);
    return found.length >= count ? found : null;
  });
const expectSigned = async (checkpoint: Checkpoint) => {
  const key = (await keysOf(api)).find(({ id }) => id === checkpoint.keyId)?.publicKey ?? '';
  expect(await signedBy(key, checkpointText(checkpoint), checkpoint.signature)).toBe(true);
  expect(
    await signedBy(key, checkpointText({ ...checkpoint, seq: checkpoint.seq + 1 }), checkpoint.signature),
  ).toBe(false);
};

beforeAll(async () => {
  database = await createMigratedDatabase();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  api = await startApi({ database });
  ana = await Csr.first(api);
});
afterAll(async () => {
  await admin.end();
  await api.close();
  await database.drop();
});

const say = (conversation: string, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      ana.mustCommand(conversation, 'message.post', {
        messageId: uuid(),
        text: `m${i}`,
        to: 'everyone',
        sentAt: 1,
      }),
    ),
  );

/** Chat lines past the rate limits of people. */
const append = async (session: SessionView, count: number) => {
  const log = api.app.get(LogService);
  const [entry, of] = [await log.cache.get(session.conversationId), await log.cache.get(session.id)];
  if (!entry || !of) throw new Error('no such stream');
  const line: NewEvent = {
    type: 'message.posted',
    version: 1,
    actor: { kind: 'system' },
    at: 1,
    data: { messageId: uuid(), authorId: uuid(), text: 'm', to: 'everyone', present: [], sentAt: 1 },
  };
  const decide = () => Array.from({ length: count }, () => line);
  await api.app.get(SessionChanges).apply({ entry, session: of, decide });
};

it('SEC-D1 the end of a session signs where its streams stood, in the database and in a file of its own', async () => {
  const { session } = await aSessionWithMaria(ana);
  await say(session.conversationId, 2);
  expect(await stored(session.id)).toEqual([]);
  await ana.mustCommand(session.id, 'session.end', {});
  const [last] = await checkpoints(session.id, 1);
  const [lines] = await checkpoints(session.conversationId, 1);
  const { rows } = await admin.query('SELECT version, head_hash FROM streams WHERE id = $1', [session.id]);
  expect(last).toMatchObject({ seq: rows[0].version, hash: rows[0].head_hash });
  expect(lines).toMatchObject({ seq: 3 });
  if (last) await expectSigned(last);
  await until('the file has it', 5000, async () => (inFile(session.id).length > 0 ? true : null));
  expect(inFile(session.id)).toEqual([last]);
  expect(statSync(join(api.env.DATA_DIR ?? '', 'checkpoints.jsonl')).mode & 0o077).toBe(0);
});

it('SEC-D1 a thousand events in one stream are signed at once, and clients are told', async () => {
  const { session } = await aSessionWithMaria(ana);
  await append(session, 998);
  expect(await stored(session.conversationId)).toEqual([]);
  await append(session, 1);
  const [first] = await checkpoints(session.conversationId, 1);
  expect(first?.seq).toBe(1000);
  const line = await Line.open(ana);
  await line.until('the checkpoint', () =>
    line.checkpoints.some(({ stream, seq }) => stream === session.conversationId && seq === first?.seq),
  );
  expect((await line.subscribe(session.conversationId, 990)).checkpoint).toEqual(first);
  expect((await line.subscribe(session.id)).checkpoint).toBeNull();
  line.close();
});

it('SEC-D1 what a killed process left unsigned is signed at the next start, unless it was written anew meanwhile', async () => {
  const [whole, forged] = [(await aSessionWithMaria(ana)).session, (await aSessionWithMaria(ana)).session];
  // Ending it signs; then its log goes on, and its next head does not follow from what was signed.
  await ana.mustCommand(forged.id, 'session.end', {});
  const [before] = await checkpoints(forged.id, 1);
  await admin.query(`UPDATE streams SET version = version + 1, head_hash = repeat('a', 64) WHERE id = $1`, [
    forged.id,
  ]);
  const second = await startApi({ database, env: { DATA_DIR: api.env.DATA_DIR } });
  await checkpoints(whole.id, 1);
  // Both nodes are of one process, and the framework knows one logger a process.
  const said = () => (api.logs() + second.logs()).includes(`${forged.id} does not follow`);
  await until('it is said', PATIENCE_MS, async () => (said() ? true : null));
  expect(await stored(forged.id)).toEqual([before]);
  await second.app.close();
});

it('SEC-D1 a new key is vouched for by the one before; without its word the server does not start', async () => {
  const before = api.env.SITE_SECRET as string;
  const [first, second] = [secret(), secret()];
  const start = (env: Record<string, string>) =>
    startApi({ database, env: { DATA_DIR: `${api.env.DATA_DIR}-2`, ...env } });
  await expect(start({ LOG_KEY: first })).rejects.toThrow(/LOG_KEY_BEFORE/);
  await expect(start({ LOG_KEY: first, LOG_KEY_BEFORE: secret() })).rejects.toThrow(/LOG_KEY_BEFORE/);
  await (await start({ LOG_KEY: first, LOG_KEY_BEFORE: before })).close();
  await (await start({ LOG_KEY: first })).close();
  await (await start({ LOG_KEY: second, LOG_KEY_BEFORE: 'lost' })).close();
  const keys = await keysOf(api);
  expect(keys.map(({ previous }) => previous)).toEqual([null, keys[0]?.id, keys[1]?.id]);
  const trusted = async (id = '') => [...(await trustedKeys([id], keys, signedBy, thumbprintOf)).keys()];
  // Both ways between the first two; nobody stands for the key that came without a word, which stands for those before.
  expect(await trusted(keys[0]?.id)).toEqual([keys[0]?.id, keys[1]?.id]);
  expect((await trusted(keys[2]?.id)).sort()).toEqual(keys.map(({ id }) => id).sort());
  expect(await trusted('nobody')).toEqual([]);
  const forged = keys.map((key, i) => (i === 1 ? { ...key, vouched: key.signature } : key));
  expect([...(await trustedKeys([keys[0]?.id ?? ''], forged, signedBy, thumbprintOf)).keys()]).toEqual([
    keys[0]?.id,
  ]);
  const [one] = keys;
  if (one) expect(await signedBy(one.publicKey, logKeyText(one), one.signature)).toBe(true);
});
