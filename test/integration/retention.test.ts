import { randomBytes } from 'node:crypto';
import type { AuditPage, ErrorBody, HistoryPage, SessionView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { RetentionService } from '../../apps/api/src/personal-data/retention.service';
import { SitePolicyService } from '../../apps/api/src/site/site-policy.service';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { dumpOf, tracesOf } from '../support/dump';
import { grantTo } from '../support/grants';
import { aSessionWithMaria, CSR_PASSWORD, Csr, comesToHelp, Expert, Guest, tokenOf } from '../support/people';
import { aQueue, BEHIND_PROXY, Waiting } from '../support/queue';
import { OwnRedis } from '../support/redis';
import { MailServer } from '../support/smtp';

jest.setTimeout(120_000);

const DAY = 86_400_000;
let ahead = 0;
const clock = { now: () => Date.now() + ahead };
let redis: OwnRedis;
let mails: MailServer;
let one: TestApi;
let two: TestApi;
let ana: Csr;

beforeAll(async () => {
  redis = await OwnRedis.start();
  mails = await MailServer.start();
  const env = {
    ...mails.env,
    ...BEHIND_PROXY,
    REDIS_URL: redis.url,
    SITE_SECRET: randomBytes(32).toString('base64url'),
  };
  one = await startApi({ env, clock });
  two = await startApi({ env, clock, database: one.database });
  ana = await Csr.first(one);
});
afterAll(async () => {
  await two.close();
  await one.close();
  await redis.close();
  await mails.close();
});

const runs = (): Promise<number[]> =>
  Promise.all([one, two, one, two].map((api) => api.app.get(RetentionService).run()));
const keep = async (retentionDays: number): Promise<void> => {
  await ana.must('PATCH', '/site/settings', { retentionDays });
  for (const api of [one, two])
    await until('both nodes know it', PATIENCE_MS, async () =>
      api.app.get(SitePolicyService).current().retentionDays === retentionDays ? true : null,
    );
};
const history = async (): Promise<HistoryPage['sessions']> =>
  (await ana.must<HistoryPage>('GET', '/history')).sessions;
/** A name and words that stand nowhere else. */
const randomWord = () => ({
  name: `zoe${randomBytes(6).toString('hex')}`,
  words: `It is ${randomBytes(6).toString('hex')}`,
});
/** What the owner of the database reads. */
const owners = async (text: string, id: string): Promise<object[]> => {
  const admin = new Client({ connectionString: one.database.ownerUrl });
  await admin.connect();
  const { rows } = await admin.query<object>(text, [id]);
  await admin.end();
  return rows;
};
const audit = async () =>
  (await ana.must<AuditPage>('GET', '/audit')).entries.filter(
    ({ action }) => action === 'sessions.forgotten',
  );

const SECRETS = [
  'my card ends in 4711',
  'María Gómez',
  'She lives in Rome',
  'Invoices of her mother',
  'She asked for Luca',
  'Marco Bruni',
];

/** A session in which all was said that goes, and somebody allowed something. */
const talked = async (): Promise<SessionView> => {
  const { session, maria } = await aSessionWithMaria(ana);
  const grantId = await grantTo(ana, await maria.agent(), session);
  await maria.mustCommand(session.conversationId, 'message.post', {
    messageId: uuid(),
    text: SECRETS[0],
    to: 'everyone',
    sentAt: clock.now(),
  });
  await ana.mustCommand(session.id, 'note.save', { base: 0, text: SECRETS[2] });
  await ana.mustCommand(session.id, 'grant.stop', { grantId });
  await ana.mustCommand(session.id, 'session.label', { typeId: null, code: null, customerName: SECRETS[3] });
  await Expert.join(ana, session.id, ['notes'], SECRETS[5]);
  const luca = await Csr.another(one);
  const participantId = await comesToHelp(ana, luca, session.id);
  await ana.mustCommand(session.id, 'control.transfer', { participantId, reason: SECRETS[4] });
  await luca.mustCommand(session.id, 'session.end', {});
  await maria.mustCommand(session.id, 'survey.answer', { score: 5, text: SECRETS[0] });
  return session;
};

test('what is older than the site keeps it loses its names and words, once over two nodes; counts stay, and the log verifies', async () => {
  const old = [await talked(), await talked(), await talked()];
  const before = await history();
  ahead += 3 * DAY;
  ana = await Csr.signIn(one, 'ana@example.org', CSR_PASSWORD);
  const young = await talked();
  const live = await aSessionWithMaria(ana);

  // Nothing is kept for a shorter time than for ever by itself; what a setting would touch is said before.
  expect(await runs()).toEqual([0, 0, 0, 0]);
  const touched = async (days: number) =>
    (await ana.must<{ sessions: number }>('GET', `/site/retention?days=${days}`)).sessions;
  expect([await touched(0), await touched(1), await touched(30)]).toEqual([0, 3, 0]);

  await keep(1);
  await until('both nodes have done it', PATIENCE_MS, async () => {
    await runs();
    return (await touched(1)) === 0 ? true : null;
  });
  const entries = await audit();
  expect(entries.reduce((sum, { after }) => sum + Number(after?.sessions), 0)).toBe(3);
  expect(entries.every(({ actor, after }) => actor === null && after?.retentionDays === 1)).toBe(true);

  const sessions = await history();
  for (const session of old) {
    const [was, is] = [before, sessions].map((list) => list.find(({ id }) => id === session.id));
    expect(is).toEqual({ ...was, customer: null, subject: '', forgottenAt: expect.any(Number) });
    const admin = new Client({ connectionString: one.database.ownerUrl });
    await admin.connect();
    const key = { keyId: siteKey(one.env.SITE_SECRET ?? '').id, files: [] };
    const verdicts = await verifySession(admin, session.id, key);
    const { rows } = await admin.query<{ body: string }>(
      'SELECT body FROM event_bodies WHERE stream = ANY($1::uuid[])',
      [[session.id, session.conversationId]],
    );
    const named = await admin.query(
      'SELECT FROM session_participants WHERE session_id = $1 AND name IS NOT NULL',
      [session.id],
    );
    await admin.end();
    expect(named.rows).toEqual([]);
    // A hash without salt would let a short text be guessed.
    expect(
      await owners('SELECT FROM commands WHERE stream = $1 AND content_hash <> $$$$', session.id),
    ).toEqual([]);
    expect(verdicts.map(({ fault }) => fault)).toEqual([undefined, undefined]);
    expect(verdicts.map(({ erased }) => erased)).toEqual([7, 1]);
    // What the device signed is there still.
    expect(verdicts[0]?.reports).toBe(1);
    for (const secret of SECRETS) expect(rows.filter(({ body }) => body.includes(secret))).toEqual([]);
  }
  for (const { id } of [young, live.session])
    expect(sessions.find((entry) => entry.id === id)).toMatchObject({
      customer: 'María Gómez',
      forgottenAt: null,
    });
  // Nor does a node hold in memory what the database has no more.
  for (const api of [one, two])
    await until('no node knows a name', PATIENCE_MS, async () => {
      const states = await Promise.all(old.map(({ id }) => api.app.get(LogService).cache.get(id)));
      const known = JSON.stringify(states.map((entry) => entry?.state));
      return SECRETS.some((secret) => known.includes(secret)) ? null : true;
    });
  // Again is nothing more, and no note comes any more; one that came while sessions were kept longer goes in its turn.
  expect(await runs()).toEqual([0, 0, 0, 0]);
  expect(await audit()).toHaveLength(entries.length);
  const [late] = old as [SessionView, ...SessionView[]];
  const note = () => ana.command(late.id, 'note.save', { base: 0, text: SECRETS[2] });
  expect((await note()).body).toMatchObject({ code: 'SESSION_FORGOTTEN' });
  await keep(0);
  expect((await note()).status).toBe(200);
  await keep(1);
  await until('it has gone too', PATIENCE_MS, async () => {
    await runs();
    return (await touched(1)) === 0 ? true : null;
  });
  expect(
    JSON.stringify(await owners('SELECT body FROM event_bodies WHERE stream = $1', late.id)),
  ).not.toContain(SECRETS[2]);
  expect(await history()).toContainEqual(
    expect.objectContaining({ id: late.id, customer: null, subject: '', forgottenAt: expect.any(Number) }),
  );
});

test('who may: an administrator in person; a key may look and keep longer, not let go earlier; bounds hold', async () => {
  const luca = await Csr.another(one);
  expect((await luca.call('GET', '/site/retention?days=1')).status).toBe(403);
  expect((await ana.call('GET', '/site/retention?days=-1')).status).toBe(400);
  for (const retentionDays of [-1, 1.5, 3651])
    expect((await ana.call('PATCH', '/site/settings', { retentionDays })).status).toBe(400);
  await keep(10);
  const program = await Program.of(ana, ['site.configure']);
  const change = (retentionDays: number) =>
    program.call<ErrorBody>('PATCH', '/site/settings', { retentionDays });
  expect((await change(9)).body).toMatchObject({ code: 'FORBIDDEN' });
  expect((await change(20)).status).toBe(200);
  expect((await change(0)).status).toBe(200);
  expect((await change(3650)).body).toMatchObject({ code: 'FORBIDDEN' });
});

test('SEC-D2 of whom a queue, a program or an invite told, no row of the database knows anything any more', async () => {
  const [waited, contact] = [randomWord(), randomWord()];
  await aQueue(ana, 'help');
  await ana.must('PUT', '/me/availability', { state: 'ready', capacity: 10 });
  const customer = await Waiting.at(one, 'help', waited.name, { answers: [waited.words] });
  const callBack = { contact: contact.words, when: contact.name };
  const called = await Waiting.at(one, 'help', contact.name, { callBack });
  const ids: string[] = [];
  for (const { id } of [customer, called]) {
    const sessionId = uuid();
    await ana.must('POST', `/queue-tickets/${id}/pick`, { sessionId });
    ids.push(sessionId);
  }
  const expected = randomWord();
  const program = await Program.of(ana);
  const started = { sessionId: uuid(), subject: 'Printer', customerName: expected.name, invite: true };
  await program.must('POST', '/sessions', started);
  ids.push(started.sessionId);
  const [sent, refused] = [randomWord(), randomWord()];
  const { id: sessionId } = await ana.start();
  ids.push(sessionId);
  const { inviteId } = await ana.invite(sessionId);
  const to = `${sent.name}@example.org`;
  const delivery = { deliveryId: uuid(), channel: 'email', to, language: 'es' };
  await ana.must('POST', `/sessions/${sessionId}/invites/${inviteId}/deliveries`, delivery);
  await mails.mailTo(to);
  const guest = await Guest.join(one, { token: tokenOf(await ana.invite(sessionId)) }, refused.name);
  await ana.mustCommand(sessionId, 'participant.decline', { participantId: guest.id });
  for (const id of ids) await ana.mustCommand(id, 'session.end', {});
  const before = await dumpOf(one);
  const words = [waited, contact, expected, sent, refused].flatMap(({ name, words: said }) => [name, said]);
  expect(before).toContain(waited.words);
  expect(before).toContain(to);
  // More than one batch that cannot be erased, because nothing is left of them, holds up nobody.
  await owners(
    `INSERT INTO sessions (id, number, conversation_id, subject, phase, ended_at, begun_at)
      SELECT gen_random_uuid(), '100000000', $1, '', 'ended', '2020-01-01', '2020-01-01' FROM generate_series(1, 60)`,
    uuid(),
  );
  ahead += 3 * DAY;
  ana = await Csr.signIn(one, 'ana@example.org', CSR_PASSWORD);
  await keep(1);
  await until('all are forgotten', PATIENCE_MS, async () => {
    await runs();
    const sessions = await history();
    return ids.every((id) => sessions.find((entry) => entry.id === id)?.forgottenAt) ? true : null;
  });
  const after = await dumpOf(one);
  for (const trace of words.flatMap(tracesOf)) expect(after).not.toContain(trace);
});
