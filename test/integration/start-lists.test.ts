import type { AuditPage, ErrorBody, SessionView, StartedSession, StartListsView } from '@relevo/contracts';
import { until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr, comesToHelp } from '../support/people';

let api: TestApi;
let otherNode: TestApi;
let noa: Csr;
let ana: Csr;

beforeAll(async () => {
  api = await startApi();
  otherNode = await startApi({ database: api.database });
  noa = await Csr.first(api, 'Noa Levi');
  ana = await Csr.another(api, 'Ana Ruiz');
});
afterAll(async () => {
  await otherNode.close();
  await api.close();
});

const type = (name: string, over: object = {}) => ({
  name,
  names: {},
  codeRequired: false,
  standard: false,
  ...over,
});
const lists = (who: Csr = ana) => who.must<StartListsView>('GET', '/site/start-lists');
const addType = async (name: string, over: object = {}): Promise<string> => {
  const { types } = await noa.must<StartListsView>('POST', '/site/session-types', type(name, over));
  return types.find((one) => one.name === name)?.id ?? '';
};
const changeType = (id: string, over: object) =>
  noa.call<StartListsView & ErrorBody>('PUT', `/site/session-types/${id}`, { archived: false, ...over });
const starts = (over: object) =>
  ana.call<StartedSession & ErrorBody>('POST', '/sessions', { sessionId: uuid(), ...over });
const lastChanges = async (count: number) =>
  (await noa.must<AuditPage>('GET', '/audit')).entries
    .slice(0, count)
    .map(({ id: _, at: __, ...entry }) => entry);

let help: string;
let billing: string;

it('W7 without any list a session starts with neither type nor code, and a code is refused', async () => {
  expect(await lists()).toEqual({ types: [], codes: [], codeForm: '' });
  const { status, body } = await starts({ subject: 'Printer' });
  expect([status, body.type, body.trackingCode, body.customer]).toEqual([201, null, null, null]);
  const coded = await starts({ code: '4711' });
  expect([coded.status, coded.body.code]).toEqual([409, 'TRACKING_CODE_UNKNOWN']);
});

it('W7 an administrator makes the lists, with before and after in the record of changes; a CSR may only read them', async () => {
  help = await addType('Installation', { names: { es: 'Instalación' } });
  billing = await addType('Billing', { codeRequired: true });
  await noa.must('POST', '/site/tracking-codes', { code: '4711', label: 'Sales' });
  await noa.must('POST', '/site/tracking-codes', { code: 'PRT-EU', label: '' });
  expect((await lists()).types.map(({ name, names }) => [name, names])).toEqual([
    ['Installation', { es: 'Instalación' }],
    ['Billing', {}],
  ]);
  await changeType(billing, type('Invoices', { codeRequired: true, standard: true }));
  const [change, , , added] = await lastChanges(4);
  expect(change).toEqual({
    actor: 'Noa Levi',
    subject: 'Invoices',
    action: 'sessionType.changed',
    before: { name: 'Billing', standard: false },
    after: { name: 'Invoices', standard: true },
  });
  expect(added).toMatchObject({ action: 'sessionType.added', subject: 'Billing', before: null });
  for (const [verb, path, body] of [
    ['POST', '/site/session-types', type('Mine')],
    ['PUT', `/site/session-types/${help}`, { ...type('Mine'), archived: false }],
    ['PUT', '/site/session-types/order', { ids: [] }],
    ['POST', '/site/tracking-codes', { code: '1', label: '' }],
    ['PUT', `/site/tracking-codes/${help}`, { label: '', archived: true }],
    ['PUT', '/site/code-form', { codeForm: '###' }],
  ] as const)
    expect([path, (await ana.call(verb, path, body)).status]).toEqual([path, 403]);
});

it('W7 a name is there once, whatever its case; what does not fit the contract is refused', async () => {
  const again = await noa.call<ErrorBody>('POST', '/site/session-types', type('INSTALLATION'));
  expect([again.status, again.body.code]).toEqual([409, 'NAME_TAKEN']);
  const code = await noa.call<ErrorBody>('POST', '/site/tracking-codes', { code: 'prt-eu', label: '' });
  expect([code.status, code.body.code]).toEqual([409, 'NAME_TAKEN']);
  for (const wrong of ['', 'a\u202eb', '<b>', 'x'.repeat(41)])
    expect((await noa.call('POST', '/site/tracking-codes', { code: wrong, label: '' })).status).toBe(400);
  expect((await noa.call('PUT', '/site/code-form', { codeForm: 'fixed' })).status).toBe(400);
  const both = { ...type('Both', { standard: true }), archived: true };
  expect((await noa.call('PUT', `/site/session-types/${help}`, both)).status).toBe(400);
});

it('W7 the server asks for what the type requires; what was chosen stands in the session and its lists', async () => {
  const without = await starts({ typeId: billing });
  expect([without.status, without.body.code]).toEqual([409, 'TRACKING_CODE_MISSING']);
  const unknown = await starts({ typeId: uuid(), code: '4711' });
  expect([unknown.status, unknown.body.code]).toEqual([409, 'SESSION_TYPE_UNKNOWN']);
  const { body } = await starts({ typeId: billing, code: 'prt-eu', customerName: 'María Gómez' });
  expect(body).toMatchObject({
    type: 'Invoices',
    trackingCode: 'PRT-EU',
    customer: 'María Gómez',
    invite: null,
  });
  const { sessions } = await ana.must<{ sessions: SessionView[] }>('GET', '/sessions?state=live');
  expect(sessions.find(({ id }) => id === body.id)).toMatchObject({
    type: 'Invoices',
    trackingCode: 'PRT-EU',
  });
});

it('W4 the standard type is taken by who starts without a choice; refused is only what it then lacks', async () => {
  const refused = await starts({});
  expect([refused.status, refused.body.code]).toEqual([409, 'TRACKING_CODE_MISSING']);
  await changeType(help, type('Installation', { names: { es: 'Instalación' }, standard: true }));
  expect((await lists()).types.filter(({ standard }) => standard).map(({ id }) => id)).toEqual([help]);
  expect((await starts({})).body.type).toBe('Installation');
});

it('W7 an archived type is offered no more, sessions keep it, and it comes back', async () => {
  const { body: session } = await starts({ typeId: billing, code: '4711' });
  await changeType(billing, { ...type('Invoices', { codeRequired: true }), archived: true });
  const refused = await starts({ typeId: billing, code: '4711' });
  expect([refused.status, refused.body.code]).toEqual([409, 'SESSION_TYPE_ARCHIVED']);
  const kept = { typeId: billing, code: 'PRT-EU', customerName: '' };
  await ana.mustCommand(session.id, 'session.label', kept);
  expect(await ana.must('GET', `/sessions/${session.id}`)).toMatchObject({
    type: 'Invoices',
    trackingCode: 'PRT-EU',
  });
  await changeType(billing, type('Invoices', { codeRequired: true }));
  expect((await lastChanges(2)).map(({ action }) => action)).toEqual([
    'sessionType.restored',
    'sessionType.archived',
  ]);
  expect((await starts({ typeId: billing, code: '4711' })).status).toBe(201);
});

it('W7 codes outside the list are taken when they have the form of the site', async () => {
  expect((await starts({ code: 'SC-12345' })).body.code).toBe('TRACKING_CODE_UNKNOWN');
  await noa.must('PUT', '/site/code-form', { codeForm: 'SC-#####' });
  expect((await starts({ code: 'sc-12345' })).body.trackingCode).toBe('SC-12345');
  expect((await starts({ code: 'SC-1234' })).body.code).toBe('TRACKING_CODE_UNKNOWN');
  expect(await lastChanges(1)).toMatchObject([
    { action: 'trackingCode.form', before: { codeForm: '' }, after: { codeForm: 'SC-#####' } },
  ]);
});

it('W7 the order is kept, and a stale one is refused', async () => {
  const { types } = await noa.must<StartListsView>('PUT', '/site/session-types/order', {
    ids: [billing, help],
  });
  expect(types.map(({ id }) => id)).toEqual([billing, help]);
  const stale = await noa.call<ErrorBody>('PUT', '/site/session-types/order', { ids: [billing] });
  expect([stale.status, stale.body.code]).toEqual([409, 'CONFLICT']);
  const twice = await noa.call('PUT', '/site/session-types/order', { ids: [billing, billing] });
  expect(twice.status).toBe(409);
});

it('W7 what one node is told holds on every node', async () => {
  await addType('Training');
  await until(
    'the other node offers it too',
    5000,
    async () => (await lists(ana.at(otherNode))).types.find(({ name }) => name === 'Training') ?? null,
  );
});

it('W7 the owner changes what a session is, colleagues and customers do not, and customers never hear of it', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const jorge = await Csr.another(api, 'Jorge Peña');
  await comesToHelp(ana, jorge, session.id);
  const line = await Line.open(maria);
  await line.ask('subscribe', { stream: session.id, since: 0 });
  const change = { typeId: billing, code: '4711', customerName: 'Secret Name' };
  const byJorge = await jorge.command(session.id, 'session.label', change);
  expect([byJorge.status, (byJorge.body as ErrorBody).code]).toEqual([409, 'NOT_THE_OWNER']);
  const byMaria = await maria.command(session.id, 'session.label', change);
  expect([byMaria.status, (byMaria.body as ErrorBody).code]).toEqual([409, 'CSR_ONLY']);
  await ana.mustCommand(session.id, 'session.label', change);
  await ana.mustCommand(session.id, 'session.park', {});
  const seen = async (who: Csr | typeof maria) =>
    JSON.stringify(await who.must('GET', `/streams/${session.id}/events?since=0&limit=200`));
  expect(await seen(jorge)).toContain('Secret Name');
  const ofMaria = await seen(maria);
  expect(ofMaria).not.toContain('Secret Name');
  expect(ofMaria).not.toContain('4711');
  expect(ofMaria).toContain('session.parked');
  line.close();
});

it('W4 a CSR’s usual choice is theirs, is kept, and is refused at the start when it does not hold any more', async () => {
  const wanted = { typeId: billing, code: '4711', subject: 'Invoice' };
  expect(await ana.must('GET', '/me/start-defaults')).toEqual({ typeId: null, code: null, subject: '' });
  await ana.must('PUT', '/me/start-defaults', wanted);
  expect(await ana.at(otherNode).must('GET', '/me/start-defaults')).toEqual(wanted);
  expect(await noa.must('GET', '/me/start-defaults')).toEqual({ typeId: null, code: null, subject: '' });
  const { codes } = await lists();
  const sales = codes.find(({ code }) => code === '4711');
  await noa.must('PUT', `/site/tracking-codes/${sales?.id}`, { label: 'Sales', archived: true });
  expect((await starts(wanted)).body.code).toBe('TRACKING_CODE_ARCHIVED');
  await noa.must('PUT', `/site/tracking-codes/${sales?.id}`, { label: 'Sales', archived: false });
  expect((await starts(wanted)).body).toMatchObject({ subject: 'Invoice', trackingCode: '4711' });
});
