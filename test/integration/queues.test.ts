import type {
  AuditPage,
  ErrorBody,
  InvitePreview,
  QueueDesk,
  QueueDoor,
  SessionView,
  TeamList,
  WallBoard,
} from '@relevo/contracts';
import { CALL_BACK_DAYS } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { Database } from '../../apps/api/src/platform/database/database';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { accountOf, Caller, Csr, Guest, tokenOf } from '../support/people';
import { aQueue, BEHIND_PROXY, queueOf, Waiting } from '../support/queue';

let now = Date.parse('2026-11-27T09:00:00Z');
const clock = { now: () => now };
let api: TestApi;
let noa: Csr;
let ana: Csr;
let luca: Csr;

beforeAll(async () => {
  api = await startApi({ env: BEHIND_PROXY, clock });
  noa = await Csr.first(api, 'Noa Levi');
  ana = await Csr.another(api, 'Ana Ruiz');
  luca = await Csr.another(api, 'Luca Bianchi');
});
afterAll(() => api.close());

const desk = (who: Csr) => who.must<QueueDesk>('GET', '/queue-desk');
const say = (who: Csr, over: object = {}) =>
  who.must('PUT', '/me/availability', { state: 'ready', capacity: 10, ...over });
const pick = (who: Csr, one: Waiting, sessionId: string = uuid()) =>
  who.call<SessionView & ErrorBody>('POST', `/queue-tickets/${one.id}/pick`, { sessionId });
const ends = async (who: Csr, sessionId: string) => who.mustCommand(sessionId, 'session.end', {});

it('W5 an administrator makes a queue, once by its address; a CSR does not, and what can start no session is refused', async () => {
  await aQueue(noa, 'help', { names: { es: 'Ayuda' } });
  const { entries } = await noa.must<AuditPage>('GET', '/audit');
  expect(entries[0]).toMatchObject({ action: 'queue.added', actor: 'Noa Levi', subject: 'Queue help' });
  const again = await noa.call<ErrorBody>('POST', '/site/queues', queueOf('help'));
  expect([again.status, again.body.code]).toEqual([409, 'NAME_TAKEN']);
  expect((await ana.call('POST', '/site/queues', queueOf('mine'))).status).toBe(403);
  const coded = await noa.call<ErrorBody>('POST', '/site/queues', queueOf('coded', { code: '4711' }));
  expect([coded.status, coded.body.code]).toEqual([409, 'TRACKING_CODE_UNKNOWN']);
  for (const over of [
    { slug: 'No' },
    { wrapUpSeconds: -1 },
    { wrapUpSeconds: 3601 },
    { hours: { zone: 'Europe/Nowhere', spans: [] } },
    { servedBy: [] },
    // Customers would wait for nobody.
    { servedBy: [await accountOf(ana), uuid()] },
  ])
    expect((await noa.call('POST', '/site/queues', { ...queueOf('x'), ...over })).status).toBe(400);
});

it('W5 a change of a queue stands in the record with before and after, people and types by name', async () => {
  const { id, ...made } = await aQueue(noa, 'told', { servedBy: [await accountOf(ana)] });
  const hours = { zone: 'Europe/Rome', spans: [{ day: 1, from: 540, to: 1080 }] };
  const servedBy = [await accountOf(luca), await accountOf(ana)];
  await noa.must('PUT', `/site/queues/${id}`, { ...made, hours, servedBy, assignment: 'mostIdle' });
  await noa.must('PUT', `/site/queues/${id}`, { ...made, hours, assignment: 'mostIdle', servedBy: null });
  const [second, first] = (await noa.must<AuditPage>('GET', '/audit')).entries;
  expect([first?.action, first?.before, first?.after]).toEqual([
    'queue.changed',
    { hours: 'Europe/Madrid', servedBy: 'Ana Ruiz', assignment: 'everybody' },
    { hours: 'Europe/Rome, 1 540-1080', servedBy: 'Luca Bianchi, Ana Ruiz', assignment: 'mostIdle' },
  ]);
  expect([second?.before, second?.after]).toEqual([{ servedBy: 'Luca Bianchi, Ana Ruiz' }, { servedBy: '' }]);
  await noa.must('PUT', `/site/queues/${id}`, { ...made, archived: true });
});

it('W5 everybody sees the door of a queue, and of none that is not there', async () => {
  const door = await new Caller(api).must<QueueDoor>('GET', '/queues/help');
  expect(door).toMatchObject({ name: 'Queue help', names: { es: 'Ayuda' }, open: true, opensAt: null });
  expect([door.waiting, door.expectedMs]).toEqual([0, null]);
  expect((await new Caller(api).call('GET', '/queues/nowhere')).status).toBe(404);
});

it('W5 customers come in without an account, know their place, and give up; the same again is the same coming', async () => {
  const [maria, pablo] = [await Waiting.at(api, 'help'), new Waiting(api, 'help', 'Pablo')];
  expect((await pablo.enter({ answers: [''] })).body.code).toBe('ANSWER_MISSING');
  now += 1000;
  expect([(await pablo.enter()).status, (await pablo.enter()).status]).toEqual([201, 201]);
  expect((await desk(ana)).waiting.map(({ name }) => name)).toEqual(['María Gómez', 'Pablo']);
  expect([(await maria.state()).position, (await pablo.state()).position]).toEqual([1, 2]);
  expect(await maria.must('POST', '/queue-tickets/give-up', maria.ticket)).toMatchObject({
    state: 'givenUp',
    position: null,
  });
  expect((await pablo.state()).position).toBe(1);
  const late = await pick(ana, maria);
  expect([late.status, late.body.code]).toEqual([409, 'CUSTOMER_GONE']);
  await pablo.must('POST', '/queue-tickets/give-up', pablo.ticket);
});

it('W5 SEC-J1: a ticket is for the holder of its secret alone, and its id lets nobody else in', async () => {
  const maria = await Waiting.at(api, 'help');
  const thief = new Waiting(api, 'help', 'Thief');
  const stolen = { ...thief.ticket, ticketId: maria.id };
  for (const path of ['state', 'give-up'])
    expect((await thief.call('POST', `/queue-tickets/${path}`, stolen)).status).toBe(404);
  const callBack = { contact: '+34 600 000 000', when: '' };
  expect((await thief.call('POST', '/queue-tickets/call-back', { ...stolen, callBack })).status).toBe(404);
  expect((await thief.enter(stolen)).status).toBe(409);
  expect((await maria.state()).state).toBe('waiting');
  await maria.must('POST', '/queue-tickets/give-up', maria.ticket);
});

it('W5 SEC-J3: one address cannot fill a queue', async () => {
  const script = new Waiting(api, 'help', 'Script');
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1)
    statuses.push((await script.enter({ ticketId: uuid(), answers: [''] })).status);
  expect([statuses.filter((status) => status === 409).length, statuses.at(-1)]).toEqual([10, 429]);
});

it('W5 a pick starts a session that bears what the customer said, and their secret opens it without a new link', async () => {
  const { types } = await noa.must<{ types: { id: string }[] }>('POST', '/site/session-types', {
    name: 'Printing',
    names: {},
    codeRequired: false,
    standard: true,
  });
  const fields = ['What is it about?', 'Order number'].map((label) => ({
    label,
    names: {},
    required: false,
  }));
  await aQueue(noa, 'print', { fields, typeId: types[0]?.id });
  const maria = await Waiting.at(api, 'print', 'María Gómez', { answers: ['Paper jam', '4711'] });
  const sessionId = uuid();
  const [first, again] = [await pick(ana, maria, sessionId), await pick(ana, maria, sessionId)];
  expect([first.status, again.status, again.body.id]).toEqual([201, 201, sessionId]);
  expect(first.body).toMatchObject({ subject: 'Queue print', customer: 'María Gómez', type: 'Printing' });
  expect(await maria.state()).toMatchObject({ state: 'picked', csrName: 'Ana Ruiz', slug: 'print' });
  const proof = { token: maria.ticket.secret };
  expect(await new Caller(api).must<InvitePreview>('POST', '/invites/preview', { proof })).toMatchObject({
    csrName: 'Ana Ruiz',
    subject: 'Queue print',
  });
  const guest = await Guest.join(api, proof);
  await ana.mustCommand(sessionId, 'participant.admit', { participantId: guest.id });
  const log = async (who: Caller) =>
    JSON.stringify(await who.must('GET', `/streams/${sessionId}/events?since=0&limit=200`));
  expect(await log(ana)).toContain('Order number: 4711');
  expect(await log(guest)).not.toContain('4711');
  const late = await pick(luca, maria);
  expect([late.status, late.body.code]).toEqual([409, 'CUSTOMER_TAKEN']);
  await ends(ana, sessionId);
  expect(await maria.state()).toMatchObject({ state: 'picked', csrName: null });
});

it('W5 what was said at the door is kept there no longer than the waiting', async () => {
  const zoe = await Waiting.at(api, 'help', 'Zoe Zanzibar', { answers: ['unmistakable words'] });
  await zoe.must('POST', '/queue-tickets/give-up', zoe.ticket);
  const rows = await api.app.get(Database).manager.query('SELECT * FROM queue_tickets');
  expect(JSON.stringify(rows)).not.toContain('Zanzibar');
  expect(JSON.stringify(rows)).not.toContain('unmistakable');
});

it('W5 nobody picks beyond their capacity, away, or in a queue of others; a supervisor only what has escalated', async () => {
  const olga = await Csr.another(api, 'Olga Petrova', 'supervisor');
  const servedBy = [await accountOf(ana)];
  await aQueue(noa, 'few', { servedBy, escalateSeconds: 60 });
  const [one, two] = [await Waiting.at(api, 'few', 'One'), await Waiting.at(api, 'few', 'Two')];
  expect((await pick(luca, one)).body.code).toBe('QUEUE_NOT_YOURS');
  expect((await pick(olga, one)).body.code).toBe('QUEUE_NOT_YOURS');
  expect((await desk(olga)).waiting).toEqual([]);
  for (const why of [{}, { reason: ' ' }])
    expect((await ana.call('PUT', '/me/availability', { state: 'away', ...why })).status).toBe(400);
  await say(ana, { state: 'away', reason: 'Lunch' });
  expect((await desk(ana)).waiting.map(({ refused }) => refused)).toEqual(['YOU_ARE_AWAY', 'YOU_ARE_AWAY']);
  expect((await pick(ana, one)).body.code).toBe('YOU_ARE_AWAY');
  await say(ana, { capacity: 1 });
  const picked = await pick(ana, one);
  expect(picked.status).toBe(201);
  expect((await pick(ana, two)).body.code).toBe('CAPACITY_FULL');
  expect((await desk(ana)).me).toMatchObject({ load: 1, capacity: 1 });
  now += 60_000;
  const raised = await until('two is raised', PATIENCE_MS, async () => {
    const { waiting } = await desk(olga);
    return waiting.length > 0 ? waiting : null;
  });
  expect(raised).toMatchObject([{ name: 'Two', escalated: true, refused: null }]);
  const hers = await pick(olga, two);
  expect(hers.status).toBe(201);
  await ends(ana, picked.body.id);
  await ends(olga, hers.body.id);
});

it('W5 what waits is shown to each console at once, and how a colleague stands to the others', async () => {
  await say(ana);
  const line = await Line.open(ana);
  await line.until('the first word', () => line.desks.length > 0);
  const maria = await Waiting.at(api, 'help', 'María Live');
  await line.until(
    'she is shown',
    () => line.desks.at(-1)?.waiting.some((t) => t.name === 'María Live') === true,
  );
  await say(ana, { state: 'away', reason: 'Lunch' });
  await line.until('it is said', () => line.desks.at(-1)?.me.state === 'away');
  const { colleagues } = await luca.must<{ colleagues: { name: string }[] }>('GET', '/colleagues');
  expect(colleagues.find(({ name }) => name === 'Ana Ruiz')).toMatchObject({
    standing: 'away',
    away: 'Lunch',
  });
  await say(ana);
  await maria.must('POST', '/queue-tickets/give-up', maria.ticket);
  await line.until('she is gone', () => line.desks.at(-1)?.waiting.length === 0);
  line.close();
});

it('W5 outside the hours nobody waits, and who asks is called back', async () => {
  const spans = [{ day: 1, from: 480, to: 600 }];
  await aQueue(noa, 'monday', { hours: { zone: 'UTC', spans } });
  await aQueue(noa, 'strict', { hours: { zone: 'UTC', spans }, callBacks: false });
  const door = await new Caller(api).must<QueueDoor>('GET', '/queues/monday');
  expect([door.open, door.opensAt]).toEqual([false, Date.parse('2026-11-30T08:00:00Z')]);
  const maria = new Waiting(api, 'monday');
  expect((await maria.enter()).body.code).toBe('QUEUE_CLOSED');
  const callBack = { contact: '+34 600 000 000', when: 'in the morning' };
  expect((await maria.enter({ callBack })).body.state).toBe('callBack');
  expect((await new Waiting(api, 'strict').enter({ callBack })).body.code).toBe('NO_CALL_BACKS');
  expect((await desk(ana)).callBacks).toMatchObject([{ name: 'María Gómez', callBack }]);
  await luca.must('POST', `/queue-tickets/${maria.id}/done`);
  expect((await maria.state()).state).toBe('done');
  const twice = await luca.call<ErrorBody>('POST', `/queue-tickets/${maria.id}/done`);
  expect([twice.status, twice.body.code]).toEqual([409, 'CUSTOMER_GONE']);
  const pablo = await Waiting.at(api, 'help', 'Pablo');
  expect((await ana.call<ErrorBody>('POST', `/queue-tickets/${pablo.id}/done`)).body.code).toBe(
    'CUSTOMER_GONE',
  );
  await pablo.must('POST', '/queue-tickets/call-back', { ...pablo.ticket, callBack });
  const { body } = await pick(ana, pablo);
  expect(body.customer).toBe('Pablo');
  await ends(ana, body.id);
});

it('W5 after some waits the next one is estimated by them', async () => {
  await aQueue(noa, 'timed');
  for (const name of ['A', 'B', 'C']) {
    const one = await Waiting.at(api, 'timed', name);
    expect((await one.state()).expectedMs).toBeNull();
    now += 120_000;
    await ends(ana, (await pick(ana, one)).body.id);
  }
  const next = await Waiting.at(api, 'timed', 'D');
  now += 30_000;
  expect((await next.state()).expectedMs).toBe(90_000);
  await next.must('POST', '/queue-tickets/give-up', next.ticket);
});

it('W5 in turn: a customer is offered to one, goes on to the next who passes or does not answer, and only to who is there', async () => {
  await say(ana);
  await say(luca);
  const servedBy = [await accountOf(ana), await accountOf(luca)];
  const lines = [await Line.open(ana), await Line.open(luca)];
  const [of, other] = lines as [Line, Line];
  await aQueue(noa, 'turns', { servedBy, assignment: 'roundRobin' });
  const maria = await Waiting.at(api, 'turns', 'Turn');
  const offered = (line: Line) => line.desks.at(-1)?.waiting.some(({ offer }) => offer?.mine) === true;
  await until('an offer', PATIENCE_MS, async () => (offered(of) || offered(other) ? true : null));
  const [first, second] = offered(of) ? [ana, luca] : [luca, ana];
  const line = first === ana ? other : of;
  expect((await pick(second, maria)).body.code).toBe('CUSTOMER_OFFERED');
  now += 1000;
  await first.must('POST', `/queue-tickets/${maria.id}/pass`);
  await line.until('the next is asked', () => offered(line));
  now += 30_000;
  const back = first === ana ? of : other;
  await back.until('the first is asked again', () => offered(back));
  const picked = await pick(first, maria);
  expect(picked.status).toBe(201);
  await ends(first, picked.body.id);
  for (const one of lines) one.close();
});

it('W5 the wall-board counts what goes on and what today was like; it is for supervisors', async () => {
  const rosa = await Csr.another(api, 'Rosa Conti', 'supervisor');
  now += 1000;
  const since = now;
  const board = (who: Csr) => who.call<WallBoard>('GET', `/wall-board?since=${since}`);
  const before = (await board(rosa)).body;
  expect(before.today).toEqual({ started: 0, ended: 0, duration: null, picked: 0, wait: null, givenUp: 0 });
  const [one, two, three] = [
    await Waiting.at(api, 'help', 'One'),
    await Waiting.at(api, 'help', 'Two'),
    await Waiting.at(api, 'help', 'Three'),
  ];
  now += 60_000;
  const { body: session } = await pick(ana, one);
  expect((await board(rosa)).body).toMatchObject({ live: before.live + 1, waiting: 2, waitingSince: since });
  now += 120_000;
  await ends(ana, session.id);
  await two.must('POST', '/queue-tickets/give-up', two.ticket);
  const { body, status } = await board(rosa);
  expect([status, body.waiting, body.live]).toEqual([200, 1, before.live]);
  const today = { started: 1, ended: 1, duration: 120_000, picked: 1, wait: 60_000, givenUp: 1 };
  expect(body.today).toEqual(today);
  expect(body.csrs.find(({ name }) => name === 'Luca Bianchi')).toMatchObject({
    standing: 'offline',
    load: 0,
  });
  expect(JSON.stringify(body)).not.toContain('Three');
  expect((await board(ana)).status).toBe(403);
  await three.must('POST', '/queue-tickets/give-up', three.ticket);
});

it('W5 the wall-board shows one team: its sessions and people, and who is at the queues that one of them serves', async () => {
  const rosa = await Csr.another(api, 'Rosa Neri', 'supervisor');
  const members = [await accountOf(ana)];
  const { teams } = await noa.must<TeamList>('POST', '/site/teams', { name: 'Printers', members });
  const team = teams.find(({ name }) => name === 'Printers')?.id;
  await aQueue(noa, 'hers', { servedBy: members });
  await aQueue(noa, 'his', { servedBy: [await accountOf(luca)] });
  now += 1000;
  const since = now;
  const look = (query = '', who = rosa) => who.call<WallBoard>('GET', `/wall-board?since=${since}${query}`);
  const board = async (query?: string) => (await look(query)).body;
  const ours = `&team=${team}`;
  const before = await board(ours);
  const [one, two, three, four] = [
    await Waiting.at(api, 'hers', 'One'),
    await Waiting.at(api, 'his', 'Two'),
    await Waiting.at(api, 'his', 'Three'),
    await Waiting.at(api, 'hers', 'Four'),
  ];
  now += 60_000;
  expect(await board()).toMatchObject({ waiting: 4, waitingSince: since });
  const shown = await board(ours);
  expect(shown).toMatchObject({ waiting: 2, waitingSince: since });
  const names = shown.queues.map(({ name }) => name);
  // Everybody serves that one: who is there is on the board of every team, which says so.
  expect([shown.shared, (await board()).shared]).toEqual([true, false]);
  expect(names).toEqual(expect.arrayContaining(['Queue hers', 'Queue help']));
  expect(names).not.toContain('Queue his');
  expect(shown.csrs.map(({ name }) => name)).toEqual(['Ana Ruiz']);
  const [hers, his] = [await pick(ana, one), await pick(luca, two)];
  expect((await board(ours)).live).toBe(before.live + 1);
  now += 30_000;
  await ends(ana, hers.body.id);
  await ends(luca, his.body.id);

  // Who waited and gave up is counted, also after asking for a call instead; who asked from the start did not wait.
  const callBack = { contact: '+34 600 000 009', when: '' };
  await three.must('POST', '/queue-tickets/give-up', three.ticket);
  await four.must('POST', '/queue-tickets/call-back', { ...four.ticket, callBack });
  expect((await board()).today.givenUp).toBe(1);
  await four.must('POST', '/queue-tickets/give-up', four.ticket);
  const asks = new Waiting(api, 'hers', 'Asks');
  await asks.enter({ callBack });
  await asks.must('POST', '/queue-tickets/give-up', asks.ticket);
  const figures = { duration: 30_000, wait: 60_000 };
  expect((await board()).today).toEqual({ started: 2, ended: 2, picked: 2, givenUp: 2, ...figures });
  expect((await board(ours)).today).toEqual({ started: 1, ended: 1, picked: 1, givenUp: 1, ...figures });

  // A team that is not there has nobody and nothing.
  expect(await board(`&team=${uuid()}`)).toMatchObject({
    live: 0,
    waiting: 0,
    csrs: [],
    queues: [],
    shared: false,
  });
  expect((await look('&team=none')).status).toBe(400);
  expect((await look(ours, ana)).status).toBe(403);
});

it('W5 after a session of a queue its owner wraps up: nobody is given to them until it is over, or they say that they are ready', async () => {
  const servedBy = [await accountOf(ana), await accountOf(luca)];
  await aQueue(noa, 'wraps', { servedBy, assignment: 'mostIdle', escalateSeconds: 60, wrapUpSeconds: 90 });
  await say(ana);
  await say(luca, { state: 'away', reason: 'Lunch' });
  const lines = [await Line.open(ana), await Line.open(luca)];
  const [hers, his] = lines as [Line, Line];
  const me = (line: Line) => line.desks.at(-1)?.me;
  const offered = (line: Line, name: string) =>
    line.desks.at(-1)?.waiting.some((ticket) => ticket.name === name && ticket.offer?.mine) === true;
  const first = await Waiting.at(api, 'wraps', 'First');
  await hers.until('First is offered', () => offered(hers, 'First'));
  const { body: session } = await pick(ana, first);
  // Offered while she still has the session: at its end it goes on to the next.
  const second = await Waiting.at(api, 'wraps', 'Second');
  await hers.until('Second is offered', () => offered(hers, 'Second'));
  await ends(ana, session.id);
  await hers.until('she wraps up', () => me(hers)?.state === 'wrapUp');
  expect(me(hers)).toMatchObject({ since: now, wrapUpUntil: now + 90_000 });
  await hers.until('the offer is taken back', () => !offered(hers, 'Second') && me(hers)?.load === 0);
  // How many she takes is no word about how she stands: the wrap-up neither ends nor stays for ever.
  const before = me(hers);
  expect(await ana.must('PUT', '/me/availability', { capacity: 9 })).toEqual({ ...before, capacity: 9 });
  expect(await ana.must('PUT', '/me/availability', { reason: 'Lunch' })).toEqual({ ...before, capacity: 9 });
  await say(luca);
  await his.until('Second goes on to the next', () => offered(his, 'Second'));
  const { body: next } = await pick(luca, second);
  await say(luca, { state: 'away', reason: 'Lunch' });

  // Nobody else is ready: who comes waits until her wrap-up is over, and not a moment longer.
  const third = await Waiting.at(api, 'wraps', 'Third');
  now += 89_999;
  // Raised: so somebody looked whom to give them to, too.
  await hers.until('Third is raised', () => hers.desks.at(-1)?.waiting[0]?.escalated === true);
  expect((await desk(ana)).waiting).toMatchObject([{ name: 'Third', offer: null }]);
  expect((await desk(ana)).me.state).toBe('wrapUp');
  now += 1;
  // A page that is there asks now and then.
  await third.state();
  expect((await desk(ana)).me).toMatchObject({ state: 'ready', since: now, wrapUpUntil: null });
  await hers.until('Third is offered', () => offered(hers, 'Third'));
  const { body: last } = await pick(ana, third);
  // What she changes meanwhile leaves it as it is; saying that she is ready ends it.
  await ends(ana, last.id);
  expect(await say(ana, { state: 'wrapUp', capacity: 5 })).toMatchObject({ wrapUpUntil: now + 90_000 });
  expect(await say(ana)).toMatchObject({ state: 'ready', wrapUpUntil: null });
  // Luca was away when his ended: he said so, and stays so. A session of no queue has no wrap-up either.
  await ends(luca, next.id);
  expect((await desk(luca)).me).toMatchObject({ state: 'away', wrapUpUntil: null });
  await ends(ana, (await ana.start()).id);
  expect((await desk(ana)).me.state).toBe('ready');
  // Nor has one that was parked: whoever had it has long gone on.
  const { body: put } = await pick(ana, await Waiting.at(api, 'wraps', 'Fourth'));
  await ana.mustCommand(put.id, 'session.park', {});
  await ends(ana, put.id);
  expect((await desk(ana)).me.state).toBe('ready');
  await say(luca);
  for (const line of lines) line.close();
});

it('W5 waiting customers are still there after a restart of the server', async () => {
  const maria = await Waiting.at(api, 'help', 'Restart');
  const { database, env } = api;
  const second = await startApi({ database, env: { ...BEHIND_PROXY, SITE_SECRET: env.SITE_SECRET }, clock });
  expect(await maria.at(second).state()).toMatchObject({ state: 'waiting', position: 1 });
  expect((await desk(ana.at(second))).waiting.map(({ name }) => name)).toEqual(['Restart']);
  await maria.must('POST', '/queue-tickets/give-up', maria.ticket);
  await second.close();
});

test('W5 a secret that another place in line has, or an invite, is refused: it becomes the token of an invite at the pick', async () => {
  await aQueue(noa, 'twins', {});
  const one = await Waiting.at(api, 'twins', 'Twin One');
  const again = { ticketId: uuid(), name: 'Twin Two', language: 'en', answers: ['Printer'], callBack: null };
  const enter = (secret: string) =>
    new Caller(api).call<{ code: string }>('POST', '/queues/twins/tickets', { ...again, secret });
  const twin = await enter(one.ticket.secret);
  expect([twin.status, twin.body.code]).toEqual([409, 'CONFLICT']);
  const session = await ana.start();
  const invite = await enter(tokenOf(await ana.invite(session.id)));
  expect([invite.status, invite.body.code]).toEqual([409, 'CONFLICT']);
  expect((await pick(ana, one)).status).toBe(201);
});

describe('W5 a queue', () => {
  it('that nobody serves any more is the supervisors’, with who waits and who wishes to be called back', async () => {
    const vera = await Csr.another(api, 'Vera Novak');
    const olga = await Csr.another(api, 'Olga Orsini', 'supervisor');
    await aQueue(noa, 'deserted', { servedBy: [await accountOf(vera)] });
    const waits = await Waiting.at(api, 'deserted', 'Waits');
    const asks = new Waiting(api, 'deserted', 'Asks');
    await asks.enter({ callBack: { contact: '+34 600 000 001', when: '' } });
    const seen = async () => {
      const { waiting, callBacks } = await desk(olga);
      return [...waiting, ...callBacks].map(({ name }) => name);
    };
    expect(await seen()).toEqual([]);
    await noa.must('POST', `/accounts/${await accountOf(vera)}/disable`);
    await until('Olga hears of both', PATIENCE_MS, async () => ((await seen()).length === 2 ? true : null));
    expect(await seen()).toEqual(['Waits', 'Asks']);
    await olga.must('POST', `/queue-tickets/${asks.id}/done`);
    expect((await asks.state()).state).toBe('done');
    expect((await desk(ana)).waiting).toEqual([]);
    await waits.must('POST', '/queue-tickets/give-up', waits.ticket);
  });

  it('says beforehand when no session can start with its type any more', async () => {
    const { types } = await noa.must<{ types: { id: string; name: string }[] }>(
      'POST',
      '/site/session-types',
      { name: 'Old ways', names: {}, codeRequired: false, standard: false },
    );
    const old = types.find(({ name }) => name === 'Old ways');
    await aQueue(noa, 'old', { typeId: old?.id });
    const maria = await Waiting.at(api, 'old');
    expect((await desk(ana)).waiting).toMatchObject([{ refused: null }]);
    const change = (archived: boolean) =>
      noa.must('PUT', `/site/session-types/${old?.id}`, {
        name: 'Old ways',
        names: {},
        codeRequired: false,
        standard: false,
        archived,
      });
    await change(true);
    expect((await desk(ana)).waiting).toMatchObject([{ refused: 'SESSION_TYPE_ARCHIVED' }]);
    expect((await pick(ana, maria)).body.code).toBe('SESSION_TYPE_ARCHIVED');
    await change(false);
    expect((await desk(ana)).waiting).toMatchObject([{ refused: null }]);
    await maria.must('POST', '/queue-tickets/give-up', maria.ticket);
  });

  it('gives nobody up whose page could not be heard of while the database was away, until pages had time to come back', async () => {
    await aQueue(noa, 'patient', { escalateSeconds: 60 });
    const maria = await Waiting.at(api, 'patient', 'Patient');
    const row = async () => {
      const [found] = await api.app
        .get(Database)
        .manager.query<{ state: string; escalated: boolean }[]>(
          'SELECT state, escalated_at IS NOT NULL AS escalated FROM queue_tickets WHERE id = $1',
          [maria.id],
        );
      return found;
    };
    const admin = new Client({ connectionString: new URL('/postgres', api.database.adminUrl).href });
    await admin.connect();
    const name = new URL(api.database.url).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    // What is on its way there may still go well.
    await until('nobody is connected any more', PATIENCE_MS, async () => {
      const ended = await admin.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
        [name],
      );
      return ended.rowCount === 0 ? true : null;
    });
    const failures = () => api.logs().split('Customers were not given out').length;
    // Longer than a page may be silent; and the server notices that the database is still away.
    now += 20 * 60_000;
    const before = failures();
    await until('a look fails', PATIENCE_MS, async () => (failures() > before ? true : null));
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    // Supervisors are called in the same look that would give her up.
    const raised = await until('a look goes well', PATIENCE_MS, async () => {
      const found = await row().catch(() => undefined);
      return found && (found.escalated || found.state !== 'waiting') ? found : null;
    });
    expect(raised).toEqual({ state: 'waiting', escalated: true });
    now += 3 * 60_000 + 1;
    await until('she is given up after all', PATIENCE_MS, async () =>
      (await row())?.state === 'givenUp' ? true : null,
    );
  });

  it('forgets who wished to be called back, after a month in which nobody did', async () => {
    now += 1000;
    const since = now;
    const maria = await Waiting.at(api, 'help');
    const callBack = { contact: '+34 600 000 002', when: '' };
    await maria.must('POST', '/queue-tickets/call-back', { ...maria.ticket, callBack });
    now += (CALL_BACK_DAYS - 1) * 86_400_000;
    const next = new Waiting(api, 'help', 'Next');
    await next.enter({ callBack: { contact: '+34 600 000 003', when: '' } });
    now += 2 * 86_400_000;
    await until('her wish is forgotten', PATIENCE_MS, async () =>
      (await maria.state()).state === 'givenUp' ? true : null,
    );
    expect((await next.state()).state).toBe('callBack');
    // She did not give up: nobody called.
    const rosa = await Csr.another(api, 'Rosa Vitale', 'supervisor');
    const { today } = await rosa.must<WallBoard>('GET', `/wall-board?since=${since}`);
    expect(today.givenUp).toBe(0);
    const rows = await api.app.get(Database).manager.query('SELECT * FROM queue_tickets');
    expect(JSON.stringify(rows)).not.toContain('600 000 002');
    expect(JSON.stringify(rows)).toContain('600 000 003');
  });
});
