import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SessionView } from '@relevo/contracts';
import { readRecord } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr, type Guest } from '../support/people';

let api: TestApi;
let ana: Csr;
let maria: Guest;
let session: SessionView;
let owner: Client;
let server: Client;
let line: Line;

const say = (who: Csr | Guest, text: string) =>
  who.mustCommand(session.conversationId, 'message.post', {
    messageId: uuid(),
    text,
    to: 'everyone',
    sentAt: 1,
  });
// Not at once: the server of this process must go on answering meanwhile.
const erase = () =>
  promisify(execFile)(
    process.execPath,
    ['tools/run.mjs', 'tools/erase', '--session', session.id, '--participant', maria.id],
    { env: { ...process.env, DATABASE_URL: api.database.url, DATABASE_OWNER_URL: api.database.ownerUrl } },
  );
const bodies = async () =>
  (await owner.query('SELECT body FROM event_bodies ORDER BY stream, seq')).rows.map(({ body }) =>
    String(body),
  );

beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  ({ session, maria } = await aSessionWithMaria(ana));
  await say(maria, 'my number is 4711');
  await say(ana, 'thank you');
  owner = new Client({ connectionString: api.database.ownerUrl });
  server = new Client({ connectionString: api.database.url });
  await owner.connect();
  await server.connect();
  line = await Line.open(ana);
  await line.subscribe(session.id);
  await line.subscribe(session.conversationId);
});
afterAll(async () => {
  line.close();
  await owner.end();
  await server.end();
  await api.close();
});

it('SEC-D2 the server’s role can take no body away, unless the same transaction says so in the log', async () => {
  const code = (statement: string, values: unknown[] = []) =>
    server.query(statement, values).then(
      () => null,
      (fault: { code: string }) => fault.code,
    );
  const call = 'SELECT erase_bodies($1, $2, $3)';
  const place = [session.conversationId, [2], 3];
  expect(await code('DELETE FROM event_bodies')).toBe('42501');
  expect(await code(`UPDATE event_bodies SET body = ''`)).toBe('42501');
  expect(await code('TRUNCATE event_headers')).toBe('42501');
  // Nothing was appended; something else was; an erasure of other places was.
  expect(await code(call, place)).toBe('42501');
  const appended = async (body: object, places: number[]) => {
    await server.query('BEGIN');
    const at = [session.conversationId, 4];
    await server.query(`INSERT INTO event_headers VALUES ($1, $2, 1, 'p', 'c', 'h')`, at);
    await server.query(`INSERT INTO event_bodies VALUES ($1, $2, 's', $3)`, [...at, JSON.stringify(body)]);
    const found = await code(call, [session.conversationId, places, 4]);
    await server.query('ROLLBACK');
    return found;
  };
  expect(await appended({ type: 'message.posted', data: { seqs: [2] } }, [2])).toBe('42501');
  expect(await appended({ type: 'body.erased', data: { seqs: [2] } }, [2, 3])).toBe('42501');
  expect(await appended({ type: 'body.erased', data: { seqs: [2] } }, [2])).toBeNull();
  expect((await bodies()).join()).toContain('4711');
});

it('SEC-D2 what proves who was allowed what cannot be taken away, not even with a word in the log', async () => {
  const taken = async (stream: string, place: number) => {
    await server.query('BEGIN');
    const at = [stream, 900];
    const body = JSON.stringify({ type: 'body.erased', data: { seqs: [place] } });
    await server.query(`INSERT INTO event_headers VALUES ($1, $2, 1, 'p', 'c', 'h')`, at);
    await server.query(`INSERT INTO event_bodies VALUES ($1, $2, 's', $3)`, [...at, body]);
    const found = await server.query('SELECT erase_bodies($1, $2, $3)', [stream, [place], 900]).then(
      () => null,
      (fault: { code: string }) => fault.code,
    );
    await server.query('ROLLBACK');
    return found;
  };
  const { rows } = await owner.query<{ seq: number; type: string }>(
    `SELECT seq, body::jsonb->>'type' AS type FROM event_bodies WHERE stream = $1 ORDER BY seq`,
    [session.id],
  );
  const erasable: Record<string, boolean> = {};
  for (const { seq, type } of rows) erasable[type] = (await taken(session.id, seq)) === null;
  expect(erasable).toMatchObject({
    'session.started': false,
    'device.attached': false,
    'participant.arrived': true,
  });
  expect(await taken(session.conversationId, 1)).toBe('42501');
  expect(await taken(session.conversationId, 2)).toBeNull();
  // Why a session changed hands is words, and the coming of an expert from outside a name; that it changed hands, and who works here, stays.
  const ofType = async (type: string, data: object) => {
    const stream = uuid();
    await server.query('BEGIN');
    for (const [i, body] of [
      { type: 'session.started' },
      { type, data },
      { type: 'body.erased', data: { seqs: [2] } },
    ].entries()) {
      await server.query(`INSERT INTO event_headers VALUES ($1, $2, 1, 'p', 'c', 'h')`, [stream, i + 1]);
      await server.query(`INSERT INTO event_bodies VALUES ($1, $2, 's', $3)`, [
        stream,
        i + 1,
        JSON.stringify(body),
      ]);
    }
    const found = await server.query('SELECT erase_bodies($1, $2, $3)', [stream, [2], 3]).then(
      () => null,
      (fault: { code: string }) => fault.code,
    );
    await server.query('ROLLBACK');
    return found;
  };
  expect([
    await ofType('control.explained', { reason: 'My shift ends' }),
    await ofType('csr.joined', { name: 'Marco', expert: { by: 'a', rights: [] } }),
    await ofType('csr.joined', { name: '"expert":{' }),
    await ofType('control.transferred', { from: 'control.explained' }),
    await ofType('csr.keyPresented', { key: 'k' }),
  ]).toEqual([null, null, '42501', '42501', '42501']);
});

it('what holds signs that PostgreSQL reads in no JSON is not taken any more, and was it taken once it can be erased', async () => {
  const post = (text: string) =>
    ana.command(session.conversationId, 'message.post', {
      messageId: uuid(),
      text,
      to: 'everyone',
      sentAt: 1,
    });
  const starts = (subject: string) => ana.call('POST', '/sessions', { sessionId: uuid(), subject });
  for (const text of ['a\0b', 'half \ud83d of a pair']) {
    expect([(await post(text)).status, (await starts(text)).status]).toEqual([400, 400]);
    await server.query('BEGIN');
    const stream = uuid();
    const bodies = [
      { type: 'conversation.opened' },
      { type: 'message.posted', data: { text: `"report":${text}` } },
      { type: 'body.erased', data: { seqs: [2] } },
    ].map((body) => JSON.stringify(body));
    for (const [i, body] of bodies.entries()) {
      await server.query(`INSERT INTO event_headers VALUES ($1, $2, 1, 'p', 'c', 'h')`, [stream, i + 1]);
      await server.query(`INSERT INTO event_bodies VALUES ($1, $2, 's', $3)`, [stream, i + 1, body]);
    }
    const { rows } = await server.query('SELECT erase_bodies($1, $2, $3) AS erased', [stream, [2], 3]);
    await server.query('ROLLBACK');
    expect(rows).toEqual([{ erased: 1 }]);
  }
  expect((await starts('\u{1f600} Café')).status).toBe(201);
});

it('what a person said is erased while the session lasts, the name once it is over; the chain stays whole', async () => {
  const first = await erase();
  expect([first.stderr, first.stdout]).toEqual(['', expect.stringContaining('1 chat lines, no name')]);
  await line.until('the console hears of it', () =>
    line.types(session.conversationId).includes('body.erased'),
  );
  await ana.mustCommand(session.id, 'session.end', {});
  expect((await erase()).stdout).toContain('0 chat lines, the name');
  expect((await erase()).stdout).toContain('0 chat lines, no name');
  const left = (await bodies()).join();
  expect(left).not.toMatch(/4711|María/);
  expect(left).toContain('thank you');
  const verdicts = await verifySession(owner, session.id, {
    keyId: siteKey(api.env.SITE_SECRET ?? '').id,
    files: [],
  });
  expect(verdicts).toMatchObject([
    { kind: 'session', erased: 1 },
    { kind: 'conversation', erased: 1, events: 4 },
  ]);
  expect(verdicts.map(({ fault }) => fault)).toEqual([undefined, undefined]);
  const read = await line.subscribe(session.conversationId);
  expect(read.records.map((record) => Boolean(record.content))).toEqual([true, false, true, true]);
  expect(readRecord(read.records[3] as never)).toMatchObject({
    data: { participantId: maria.id, seqs: [2] },
  });
  // A node that starts afterwards folds what is left.
  const other = await startApi({ database: api.database, env: { DATA_DIR: `${api.env.DATA_DIR}-2` } });
  const view = await until('it answers', PATIENCE_MS, () =>
    ana.at(other).must<SessionView>('GET', `/sessions/${session.id}`),
  );
  expect(JSON.stringify(view)).not.toContain('María');
  await other.close();
});
