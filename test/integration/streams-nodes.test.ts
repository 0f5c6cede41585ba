import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { Database } from '../../apps/api/src/platform/database/database';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr } from '../support/people';
import { OwnRedis } from '../support/redis';

describe('two nodes on one database', () => {
  let one: TestApi;
  let two: TestApi;
  let ana: Csr;
  const lines: Line[] = [];
  const open = async (...args: Parameters<typeof Line.open>): Promise<Line> => {
    const line = await Line.open(...args);
    lines.push(line);
    return line;
  };
  let redis: OwnRedis;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    const env = { REDIS_URL: redis.url, SITE_SECRET: randomBytes(32).toString('base64url') };
    one = await startApi({ env });
    two = await startApi({ env, database: one.database });
    ana = await Csr.first(one);
  });
  afterEach(() => {
    for (const line of lines.splice(0)) line.close();
  });
  afterAll(async () => {
    await two.close();
    await one.close();
    await redis.close();
  });

  it('serve the same session: every line comes once and in order on both, whoever takes it', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const [console_, page] = [await open(ana), await open(maria.at(two))];
    for (const line of [console_, page]) await line.subscribe(session.conversationId);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? page : console_).say(session.conversationId, `m${i}`)),
    );
    for (const line of [console_, page]) {
      await line.until('all lines', () => new Set(line.records.map((r) => r.seq)).size === 40);
      const first = line.records.map((r) => r.seq).filter((seq, i, all) => all.indexOf(seq) === i);
      expect(first).toEqual(Array.from({ length: 40 }, (_, i) => i + 2));
    }
  });

  it('SEC-R1 the same message id 100 times, at both nodes: one row, one effect, the same answer', async () => {
    const session = await ana.start();
    const lines = [await open(ana), await open(ana.at(two))];
    for (const line of lines) await line.subscribe(session.conversationId);
    const id = uuid();
    const data = { messageId: id, text: 'once', to: 'everyone', sentAt: 1 };
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        (i % 2 ? ana : ana.at(two)).command(session.conversationId, 'message.post', data, id),
      ),
    );
    expect(new Set(answers.map((a) => JSON.stringify([a.status, a.body])))).toEqual(
      new Set([JSON.stringify([200, { stream: session.conversationId, seq: 2 }])]),
    );
    // The same id with other words is another message, and refused.
    const other = await ana.command(session.conversationId, 'message.post', { ...data, text: 'twice' }, id);
    expect(other.body).toMatchObject({ code: 'CONFLICT' });
    const { pool } = one.app.get(Database);
    for (const table of ['event_headers', 'commands'])
      expect(
        (
          await pool.query(`SELECT seq FROM ${table} WHERE stream = $1`, [session.conversationId])
        ).rows.filter(({ seq }) => seq === 2),
      ).toHaveLength(1);
    for (const line of lines) {
      await line.until('the line', () => line.records.length > 0);
      expect(line.records.map(({ seq }) => seq)).toEqual([2]);
    }
  });

  it('a decision is made on the newest state, also when another node changed it a moment ago', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    // The second node has the session in memory.
    await ana.at(two).mustCommand(session.conversationId, 'message.post', {
      messageId: uuid(),
      text: 'x',
      to: 'everyone',
      sentAt: 1,
    });
    await maria.mustCommand(session.id, 'participant.leave', {});
    const late = { messageId: uuid(), text: 'from outside', to: 'everyone', sentAt: 1 };
    expect((await maria.at(two).command(session.conversationId, 'message.post', late)).body).toMatchObject({
      code: 'NOT_IN_SESSION',
    });
  });

  it('presence and signals reach the other node', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const [console_, page] = [await open(ana), await open(maria.at(two))];
    for (const line of [console_, page]) await line.subscribe(session.id);
    const csr = { participantId: session.participantId, endpoint: console_.endpoint, deviceId: null };
    const device = { participantId: maria.id, endpoint: page.endpoint, deviceId: maria.device.id };
    for (const line of [console_, page])
      await line.until('both', () => line.presences.at(-1)?.endpoints.length === 2);
    const signal = { stream: session.id, epoch: 1, seq: 0, kind: 'hello', data: '{}' };
    expect(await page.ask('signal', { ...signal, to: csr })).toMatchObject({ data: { delivered: true } });
    await console_.until('the signal', () => console_.others.length === 1);
    expect(console_.others[0]?.message).toEqual({ ...signal, from: device });
    page.close();
    await console_.until('absence', () => console_.presences.at(-1)?.endpoints.length === 1);
  });

  it('SEC-A4 a sign-out at one node cuts sockets at the other; a ticket of one opens a socket at the other', async () => {
    const luca = await Csr.another(one);
    const { ticket } = await luca.must<{ ticket: string }>('POST', '/socket-tickets');
    const line = await open(luca.at(two), { ticket });
    await luca.must('POST', '/sign-out');
    await line.until('the cut', () => line.closed);
  });

  it('a session that begins at one node appears at once at the other', async () => {
    const luca = await Csr.another(one);
    const line = await open(luca.at(two));
    await line.until('heads', () => line.heads.length === 1);
    const session = await luca.start();
    await line.until('the session', () => (line.heads.at(-1) ?? []).some((h) => h.stream === session.id));
  });

  it('SEC-R2 Redis emptied or cut off: chat and commands go on, on both nodes', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const [console_, page] = [await open(ana), await open(maria.at(two))];
    for (const line of [console_, page]) await line.subscribe(session.conversationId);
    await redis.client.flushall();
    // Every connection is cut, also those that wait for messages.
    await redis.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    expect(await page.say(session.conversationId, 'still here')).toMatchObject({ ok: true });
    await console_.until('the line', () => console_.records.length === 1);
    await redis.client.flushall();
    expect(await console_.say(session.conversationId, 'me too')).toMatchObject({ ok: true });
    await page.until('the line', () => page.records.length === 2);
  });
});

describe('two nodes without Redis', () => {
  it('events still reach both, by PostgreSQL', async () => {
    const one = await startApi();
    const two = await startApi({ database: one.database });
    const ana = await Csr.first(one);
    const { session, maria } = await aSessionWithMaria(ana);
    const page = await Line.open(maria.at(two));
    await page.subscribe(session.conversationId);
    await ana.mustCommand(session.conversationId, 'message.post', {
      messageId: uuid(),
      text: 'x',
      to: 'everyone',
      sentAt: 1,
    });
    await page.until('the line', () => page.records.length === 1);
    page.close();
    await two.close();
    await one.close();
  });
});
