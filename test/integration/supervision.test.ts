import { CLIENT_MESSAGES, type EventPage, type LiveSession, type SessionView } from '@relevo/contracts';
import { readRecord, type SessionEvent } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { restHandlers } from '../support/handlers';
import { Line } from '../support/line';
import { aSessionWithMaria, Caller, Csr, comesToHelp } from '../support/people';

let api: TestApi;
let ana: Csr;
let sofia: Csr;
beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  sofia = await Csr.another(api, 'Sofia Conti', 'supervisor');
});
afterAll(() => api.close());

const events = async (who: Caller, session: SessionView): Promise<SessionEvent[]> => {
  const page = await who.must<EventPage>('GET', `/streams/${session.id}/events?since=0&limit=500`);
  return page.records.map((record) => readRecord(record) as SessionEvent);
};
const team = async (who: Csr): Promise<LiveSession[]> =>
  (await who.must<{ sessions: LiveSession[] }>('GET', '/live-sessions')).sessions;
const live = async (session: SessionView): Promise<LiveSession> => {
  const found = (await team(sofia)).find(({ id }) => id === session.id);
  if (!found) throw new Error('the session is not on the list');
  return found;
};
/** Ana's console follows the session. */
const anaIsHere = async (session: SessionView): Promise<Line> => {
  const line = await Line.open(ana);
  await line.subscribe(session.id);
  return line;
};
const reachable = (session: SessionView, wanted: boolean) =>
  until(`the owner is ${wanted ? 'reachable' : 'lost'}`, PATIENCE_MS, async () =>
    (await live(session)).ownerReachable === wanted ? true : null,
  );

it('SEC-C12 a supervisor comes in before the customer’s eyes, as an assistant who holds nothing; a CSR does not', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const hers = await Line.open(maria);
  await hers.subscribe(session.id);
  const luca = await Csr.another(api);
  for (const path of [`/sessions/${session.id}/supervise`, `/sessions/${session.id}/take-over`])
    expect((await luca.call('POST', path, { reason: 'x' })).status).toBe(403);
  expect((await luca.call('GET', '/live-sessions')).status).toBe(403);
  expect(await live(session)).toMatchObject({ owner: 'Ana Ruiz', customer: 'María Gómez', inIt: false });
  const view = await sofia.must<SessionView>('POST', `/sessions/${session.id}/supervise`);
  await hers.until('María reads who came', () => hers.types(session.id).includes('csr.joined'));
  hers.close();
  const came = (await events(maria, session)).findLast((e) => e.type === 'csr.joined');
  expect(came?.data).toMatchObject({ name: 'Sofia Conti', supervisor: true, inviteId: null });
  const asks = await sofia.command(session.id, 'grant.request', {
    requestId: uuid(),
    capability: 'input.control',
    minutes: 5,
    participantId: null,
  });
  expect(asks.body).toMatchObject({ code: 'NOT_THE_OWNER' });
  const held = await api.app
    .get(DataSource)
    .query('SELECT 1 FROM live_grants WHERE session_id = $1', [session.id]);
  expect(held).toEqual([]);
  expect((await live(session)).inIt).toBe(true);
  // Pressed twice, it is one coming.
  expect((await sofia.must<SessionView>('POST', `/sessions/${session.id}/supervise`)).participantId).toBe(
    view.participantId,
  );
  expect((await events(maria, session)).filter((e) => e.type === 'csr.joined')).toHaveLength(1);
});

/** What a handler could tell about a session without one being in it; a new one with an id of a session is tried by itself. */
const ABOUT_A_SESSION = (path: string): boolean => /^\/(sessions|streams|history)\/:/.test(path);
/** The two ways in that leave their mark, for supervisors only. */
const VISIBLE_WAYS_IN = ['SupervisionController.join', 'SupervisionController.takeOver'];

/** A message of each name, as a console would send it. */
const SENT: Readonly<Record<string, (stream: string, customer: string) => object>> = {
  subscribe: (stream) => ({ stream, since: 0, limit: 10 }),
  command: (stream) => ({ commandId: uuid(), stream, type: 'session.end', data: {} }),
  ephemeral: (stream) => ({ stream, kind: 'typing' }),
  mark: (stream) => ({ stream, delivered: 1, read: [] }),
  signal: (stream, participantId) => ({
    stream,
    to: { participantId, endpoint: uuid(), deviceId: null },
    epoch: 1,
    seq: 0,
    kind: 'hello',
    data: '',
  }),
};

it('SEC-C12 no method and no message shows a session to a supervisor who is not in it', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  await maria.mustCommand(session.conversationId, 'message.post', {
    messageId: uuid(),
    text: 'a secret word',
    to: 'everyone',
    sentAt: 1,
  });
  const before = (await events(ana, session)).length;
  const bodies: Record<string, object> = {
    'StreamsController.command': { commandId: uuid(), stream: session.id, type: 'session.end', data: {} },
    'InvitesController.create': { inviteId: uuid() },
    'ColleaguesController.invite': { inviteId: uuid(), accountId: null },
    'ColleaguesController.accept': { inviteId: uuid() },
    'ColleaguesController.decline': { inviteId: uuid() },
  };
  const tried = restHandlers(api).filter(
    ({ name, path }) => ABOUT_A_SESSION(path) && !VISIBLE_WAYS_IN.includes(name),
  );
  expect(tried.length).toBeGreaterThanOrEqual(7);
  for (const { name, verb, path } of tried)
    for (const id of [session.id, session.conversationId]) {
      const answer = await sofia.call(
        verb,
        path.replace(/:\w+/g, id),
        verb === 'GET' ? undefined : (bodies[name] ?? {}),
      );
      expect([name, answer.status >= 400]).toEqual([name, true]);
      expect(JSON.stringify(answer.body)).not.toMatch(/secret|María/);
    }
  const line = await Line.open(sofia);
  expect(Object.keys(SENT).sort()).toEqual(Object.keys(CLIENT_MESSAGES).sort());
  for (const name of Object.keys(CLIENT_MESSAGES))
    for (const stream of [session.id, session.conversationId]) {
      const answer = await line.ask(name, SENT[name]?.(stream, maria.id) ?? {});
      expect([name, answer.ok]).toEqual([name, false]);
    }
  // Whatever happens meanwhile does not reach her either.
  await ana.mustCommand(session.id, 'agent.suggest', {});
  await ana.mustCommand(session.conversationId, 'message.post', {
    messageId: uuid(),
    text: 'another secret',
    to: 'everyone',
    sentAt: 1,
  });
  await line.until('heads came', () => line.heads.length > 0);
  expect(line.records).toEqual([]);
  expect(line.heads.flat().some((head) => head.stream === session.id)).toBe(false);
  line.close();
  expect((await events(ana, session)).length).toBe(before + 1);
});

it('a supervisor takes over a session whose owner is lost, with a reason; not while the owner can be reached', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const line = await anaIsHere(session);
  await reachable(session, true);
  const take = (reason: string) => sofia.call('POST', `/sessions/${session.id}/take-over`, { reason });
  expect((await take('Ana is slow')).body).toMatchObject({ code: 'OWNER_REACHABLE' });
  line.close();
  await reachable(session, false);
  expect((await take('')).status).toBe(400);
  expect((await take('Her computer died')).status).toBe(200);
  const seen = (await events(maria, session)).map((e) => e.type ?? 'hidden');
  expect(seen.slice(-3)).toEqual(['csr.joined', 'control.transferred', 'hidden']);
  expect((await events(ana, session)).at(-1)?.data).toEqual({ reason: 'Her computer died' });
  expect((await ana.command(session.id, 'session.end', {})).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect((await live(session)).owner).toBe('Sofia Conti');
  const owners = await api.app
    .get(DataSource)
    .query(`SELECT 1 FROM session_participants WHERE session_id = $1 AND role = 'owner'`, [session.id]);
  expect(owners).toHaveLength(1);
  // It can be given back.
  const back = { participantId: session.participantId, reason: 'She is back' };
  expect((await sofia.command(session.id, 'control.transfer', back)).status).toBe(200);
  expect((await ana.command(session.id, 'session.end', {})).status).toBe(200);
});

it('SEC-C8 two supervisors who take over at once: one owner, and the other is told', async () => {
  const { session } = await aSessionWithMaria(ana);
  const bruno = await Csr.another(api, 'Bruno', 'supervisor');
  await comesToHelp(ana, bruno, session.id);
  const answers = await Promise.all(
    [sofia, bruno].map((who) => who.call('POST', `/sessions/${session.id}/take-over`, { reason: 'Lost' })),
  );
  expect(answers.map(({ status }) => status).some((status) => status === 200)).toBe(true);
  const owners = await api.app
    .get(DataSource)
    .query(`SELECT 1 FROM session_participants WHERE session_id = $1 AND role = 'owner'`, [session.id]);
  expect(owners).toHaveLength(1);
});
