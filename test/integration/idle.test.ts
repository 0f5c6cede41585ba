import { randomBytes } from 'node:crypto';
import type { SessionView } from '@relevo/contracts';
import { readRecord, type SessionEvent } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { IdleService } from '../../apps/api/src/sessions/idle.service';
import { SitePolicyService } from '../../apps/api/src/site/site-policy.service';
import { readAll } from '../../apps/api/src/streams/erase/erase-person';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { startApi, type TestApi } from '../support/api';
import { grantTo } from '../support/grants';
import { Line } from '../support/line';
import { aSessionWithMaria, CSR_PASSWORD, Csr, comesToHelp } from '../support/people';
import { OwnRedis } from '../support/redis';

let ahead = 0;
const clock = { now: () => Date.now() + ahead };
let redis: OwnRedis;
let one: TestApi;
let two: TestApi;
let ana: Csr;

const set = async (change: object): Promise<void> => {
  const wanted = JSON.stringify(await ana.must('PATCH', '/site/settings', change));
  for (const api of [one, two])
    await until('both nodes know the settings', PATIENCE_MS, async () =>
      JSON.stringify(api.app.get(SitePolicyService).current()) === wanted ? true : null,
    );
};

beforeAll(async () => {
  redis = await OwnRedis.start();
  const env = { REDIS_URL: redis.url, SITE_SECRET: randomBytes(32).toString('base64url') };
  one = await startApi({ env, clock });
  two = await startApi({ env, clock, database: one.database });
  ana = await Csr.first(one);
  // A warning comes after a minute, and parking a minute later.
  await set({ idleParkMinutes: 2, deviceLostSeconds: 600 });
});
afterAll(async () => {
  await two.close();
  await one.close();
  await redis.close();
});

/** What both nodes do by themselves every few seconds, at the same moment and more than once. */
const look = async (seconds: number): Promise<void> => {
  ahead += seconds * 1000;
  await Promise.all([one, two, one, two].map((api) => api.app.get(IdleService).sweep()));
};
const events = async ({ id }: { id: string }): Promise<SessionEvent[]> =>
  (await readAll<SessionEvent>(one.app.get(LogService), id)).filter(
    (e): e is SessionEvent => !('hidden' in e),
  );
const count = async (session: { id: string }, type: string): Promise<number> =>
  (await events(session)).filter((event) => event.type === type).length;
const phase = async ({ id }: { id: string }): Promise<string> =>
  (await ana.must<SessionView>('GET', `/sessions/${id}`)).phase;
const say = (who: Pick<Csr, 'mustCommand'>, { conversationId }: { conversationId: string }): Promise<void> =>
  who.mustCommand(conversationId, 'message.post', {
    messageId: uuid(),
    text: 'Still here',
    to: 'everyone',
    sentAt: clock.now(),
  });

it('W43 quiet sessions are warned of once and parked once, whichever node looks; whoever needs one keeps it open', async () => {
  const sessions: SessionView[] = [];
  for (let n = 0; n < 6; n += 1) sessions.push(await ana.start());
  const [kept, talked, forgotten, ...more] = sessions as [SessionView, SessionView, SessionView];
  const { session: helped, maria } = await aSessionWithMaria(ana);
  await look(50);
  for (const session of sessions) expect(await count(session, 'session.idleWarned')).toBe(0);
  await look(20);
  for (const session of [...sessions, helped]) expect(await count(session, 'session.idleWarned')).toBe(1);

  // A tab that opens later reads it like every other event.
  const line = await Line.open(ana.at(two));
  const { records } = await line.subscribe(forgotten.id);
  expect(records.map(readRecord).at(-1)).toMatchObject({ type: 'session.idleWarned' });
  line.close();

  expect((await maria.command(helped.id, 'session.keep', {})).body).toMatchObject({ code: 'CSR_ONLY' });
  await ana.at(two).mustCommand(kept.id, 'session.keep', {});
  await say(ana, talked);
  await say(maria, helped);
  await look(1);
  // What happened in the chat ends the warning, and that stands in the log.
  for (const session of [talked, helped]) expect(await count(session, 'session.kept')).toBe(1);
  await look(60);
  for (const session of [kept, talked, helped]) expect(await phase(session)).toBe('open');
  for (const session of [forgotten, ...more]) {
    expect(await phase(session)).toBe('parked');
    expect(await count(session, 'session.parked')).toBe(1);
    expect((await events(session)).at(-1)).toMatchObject({
      type: 'session.parked',
      actor: { kind: 'system' },
      data: { cause: 'idle' },
    });
  }

  // As after any park: its owner goes on, and the clock begins anew.
  await ana.mustCommand(forgotten.id, 'session.resume', {});
  await look(30);
  expect(await phase(forgotten)).toBe('open');
});

it('W43 a session with a grant that holds is never idle; when it ends, its time begins', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const grantId = await grantTo(ana, agent, session);
  for (let n = 0; n < 3; n += 1) await look(90);
  expect(await phase(session)).toBe('open');
  expect(await count(session, 'session.idleWarned')).toBe(0);
  await ana.mustCommand(session.id, 'grant.stop', { grantId });
  expect((await agent.report('grant.ended', { grantId, reason: 'csr' })).status).toBe(200);
  await look(50);
  expect(await count(session, 'session.idleWarned')).toBe(0);
  await look(20);
  expect(await count(session, 'session.idleWarned')).toBe(1);
  await look(70);
  expect(await phase(session)).toBe('parked');
});

it('an assistant keeps a session open, who is not in it does not', async () => {
  const luca = await Csr.another(one);
  const session = await ana.start();
  await look(70);
  expect((await luca.command(session.id, 'session.keep', {})).status).toBe(404);
  await comesToHelp(ana, luca, session.id);
  await look(70);
  await luca.mustCommand(session.id, 'session.keep', {});
  expect((await events(session)).at(-1)?.type).toBe('session.kept');
  await look(55);
  expect(await phase(session)).toBe('open');
});

it('the site decides after how long; 0 = never, also for who was warned already; each change is in the audit list', async () => {
  const session = await ana.start();
  await look(70);
  expect(await count(session, 'session.idleWarned')).toBe(1);
  await set({ idleParkMinutes: 0 });
  await look(1000);
  await look(1000);
  expect(await phase(session)).toBe('open');
  expect((await events(session)).at(-1)).toMatchObject({ type: 'session.kept', actor: { kind: 'system' } });
  // Shortened again: nobody is parked who was not warned for the whole time.
  await set({ idleParkMinutes: 2 });
  await look(1000);
  expect(await phase(session)).toBe('open');
  await look(61);
  expect(await phase(session)).toBe('parked');
  for (const idleParkMinutes of [-1, 1.5, 10_081])
    expect((await ana.call('PATCH', '/site/settings', { idleParkMinutes })).status).toBe(400);
  const { entries } = await ana.must<{ entries: { action: string; before: object; after: object }[] }>(
    'GET',
    '/audit',
  );
  expect(entries[0]).toMatchObject({
    action: 'site.settings',
    before: { idleParkMinutes: 0 },
    after: { idleParkMinutes: 2 },
  });
});

it('text of a far end that PostgreSQL takes for no JSON keeps neither its session nor the others from being parked', async () => {
  const [odd, other] = [await ana.start(), await ana.start()];
  const owner = new Client({ connectionString: one.database.ownerUrl });
  await owner.connect();
  const change = await owner.query(
    `UPDATE event_bodies b SET body = replace(b.body::text, '{"type"', '{"odd":"\\ud800","type"')
      FROM streams s WHERE s.id = b.stream AND b.seq = s.version AND s.id = $1 RETURNING b.body`,
    [odd.id],
  );
  await owner.end();
  expect(String(change.rows[0]?.body)).toContain('\\ud800');
  await look(70);
  for (const session of [odd, other]) expect(await count(session, 'session.idleWarned')).toBe(1);
  await look(70);
  for (const session of [odd, other]) expect(await phase(session)).toBe('parked');
});

it('W43 what is parked or was never started ends when it lies for longer than the site keeps sessions, once over two nodes', async () => {
  const [parked, resumed] = [await ana.start(), await ana.start()];
  const prepared = await ana.start({ start: false });
  for (const { id } of [parked, resumed]) await ana.mustCommand(id, 'session.park', {});
  const later = async (days: number) => {
    ahead += days * 86_400_000;
    ana = await Csr.signIn(one, 'ana@example.org', CSR_PASSWORD);
    await Promise.all([one, two, one, two].map((api) => api.app.get(IdleService).endLying()));
  };
  await later(3);
  expect([await phase(parked), await phase(prepared)]).toEqual(['parked', 'prepared']);
  await set({ retentionDays: 5 });
  await ana.mustCommand(resumed.id, 'session.resume', {});
  await ana.mustCommand(resumed.id, 'session.park', {});
  await later(3);
  expect([await phase(parked), await phase(prepared), await phase(resumed)]).toEqual([
    'ended',
    'ended',
    'parked',
  ]);
  for (const session of [parked, prepared]) expect(await count(session, 'session.ended')).toBe(1);
});
