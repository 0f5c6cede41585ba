import {
  Connection,
  memoryStore,
  Outbox,
  SessionClient,
  type Store,
  type StreamAlarm,
  Witness,
} from '@relevo/client';
import type { LogKeys, SessionView } from '@relevo/contracts';
import { chain, type LogRecord } from '@relevo/domain';
import { PATIENCE_MS, type TestDatabase, until } from '@relevo/testing';
import { Client } from 'pg';
import { readRecords } from '../../apps/api/src/streams/log/log.queries';
import { sha256 } from '../../apps/api/src/streams/log/sha256';
import { startApi, type TestApi } from '../support/api';
import { createMigratedDatabase } from '../support/migrated-database';
import { aSessionWithMaria, Csr, type Guest } from '../support/people';

/** A server whose keeper writes the log anew or brings an older one back, and the clients that people have. */

let database: TestDatabase;
let thief: Client;
let api: TestApi;
let ana: Csr;
let maria: Guest;
let session: SessionView;
const closing: (() => void)[] = [];

const follow = (who: Csr | Guest, store: Store): SessionClient => {
  const caller = who.at(api);
  const wire = new Connection({
    baseUrl: api.env.PUBLIC_URL ?? '',
    ticket: async () => (await caller.must<{ ticket: string }>('POST', '/socket-tickets')).ticket,
  });
  const keys = async () => (await caller.must<LogKeys>('GET', '/log-keys')).keys;
  const outbox = new Outbox({ wire, store, scope: 'me' });
  const me = { participantId: who === maria ? maria.id : '' };
  const witness = new Witness({ store, scope: 'me', keys });
  const client = new SessionClient({ wire, outbox, witness, sessionId: session.id, me });
  wire.start();
  closing.push(() => {
    client.close();
    outbox.close();
    wire.stop();
  });
  return client;
};
const live = (client: SessionClient, version: number) =>
  until('it follows', PATIENCE_MS, async () =>
    client.snapshot.status === 'live' && client.snapshot.session.version >= version ? true : null,
  );
const alarmOf = (client: SessionClient): Promise<StreamAlarm> =>
  until('an alarm', PATIENCE_MS, async () => client.snapshot.alarm ?? null);
const stopped = (): void => {
  for (const close of closing.splice(0)) close();
};
/** The same server once more: nothing of before is left in its memory. */
const restarted = async (): Promise<void> => {
  stopped();
  await api.close();
  api = await startApi({ database, env: api.env });
};
const version = async () =>
  Number((await thief.query('SELECT version FROM streams WHERE id = $1', [session.id])).rows[0].version);

beforeEach(async () => {
  database = await createMigratedDatabase();
  api = await startApi({ database });
  ana = await Csr.first(api);
  ({ session, maria } = await aSessionWithMaria(ana));
  thief = new Client({ connectionString: database.adminUrl });
  await thief.connect();
});
afterEach(async () => {
  stopped();
  await thief.end();
  await api.close();
  await database.drop();
});

/** Writes the last event and everything that hangs on it anew, so that the chain fits. */
const writeAnew = async (change: (body: string) => string): Promise<void> => {
  const records = await readRecords(thief, session.id, 0, 100);
  const last = records.at(-1) as LogRecord;
  const before = records.at(-2) as LogRecord;
  const body = change(last.content?.body ?? '');
  const forged = chain(session.id, before, { salt: last.content?.salt ?? '', body }, sha256);
  const at = [session.id, last.seq];
  await thief.query('UPDATE event_headers SET commitment = $3, hash = $4 WHERE stream = $1 AND seq = $2', [
    ...at,
    forged.commitment,
    forged.hash,
  ]);
  await thief.query('UPDATE event_bodies SET body = $3 WHERE stream = $1 AND seq = $2', [...at, body]);
  await thief.query('UPDATE streams SET head_hash = $2 WHERE id = $1', [session.id, forged.hash]);
  await thief.query('DELETE FROM checkpoints');
};

it('SEC-D1 a log that was written anew is found by whoever saw it before, after a reload too; others see nothing amiss', async () => {
  const store = memoryStore();
  await live(follow(maria, store), await version());
  await restarted();
  await live(follow(maria, store), await version());
  await writeAnew((body) => body.replace('"at":1', '"at":2'));
  await restarted();
  const again = follow(maria, store);
  expect(await alarmOf(again)).toMatchObject({ kind: 'forked', seq: await version() });
  expect(again.snapshot.session.version).toBe(0);
  await live(follow(maria, memoryStore()), await version());
});

it('SEC-D1 a log that is shorter than before, as after a restore, is found', async () => {
  const store = memoryStore();
  await ana.invite(session.id);
  const seen = await version();
  await live(follow(maria, store), seen);
  stopped();
  await thief.query('DELETE FROM event_headers WHERE stream = $1 AND seq = $2', [session.id, seen]);
  await thief.query('DELETE FROM event_bodies WHERE stream = $1 AND seq = $2', [session.id, seen]);
  await thief.query(
    `UPDATE streams SET version = version - 1, head_hash =
      (SELECT hash FROM event_headers WHERE stream = $1 AND seq = $2) WHERE id = $1`,
    [session.id, seen - 1],
  );
  await thief.query('DELETE FROM checkpoints');
  await restarted();
  expect(await alarmOf(follow(maria, store))).toMatchObject({ kind: 'rolled-back' });
});

it('SEC-D1 a server that comes with a key of its own is found by whoever knows the site’s', async () => {
  const store = memoryStore();
  await live(follow(maria, store), await version());
  // What stands is signed when the process ends, and again at the start.
  await restarted();
  const client = follow(maria, store);
  await live(client, await version());
  await until('the key is pinned', PATIENCE_MS, async () => store.get('relevo.log-keys') ?? null);
  await thief.query('DELETE FROM checkpoints; DELETE FROM log_keys');
  api.env.LOG_KEY = 'x'.repeat(43);
  await restarted();
  expect(await alarmOf(follow(maria, store))).toMatchObject({ kind: 'forged-checkpoint' });
});
