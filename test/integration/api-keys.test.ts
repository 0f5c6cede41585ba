import type { ApiKeyView, AuditPage, ErrorBody, StartedSession } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { Database } from '../../apps/api/src/platform/database/database';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { Line } from '../support/line';
import { accountOf, Caller, CSR_PASSWORD, Csr, Guest, tokenOf } from '../support/people';

let now = 0;
let api: TestApi;
let otherNode: TestApi;
let noa: Csr;
let ana: Csr;

beforeAll(async () => {
  const clock = { now: () => Date.now() + now };
  api = await startApi({ clock });
  otherNode = await startApi({ database: api.database, clock });
  noa = await Csr.first(api, 'Noa Levi');
  ana = await Csr.another(api, 'Ana Ruiz');
});
afterAll(async () => {
  await otherNode.close();
  await api.close();
});

const wanted = (over: object = {}) => ({
  name: 'Ticket system',
  accountId: null,
  scopes: ['session.start'],
  days: 30,
  password: CSR_PASSWORD,
  ...over,
});
const make = (who: Csr, over: object = {}) => who.call<ErrorBody>('POST', '/api-keys', wanted(over));
const start = (program: Caller, over: object = {}) =>
  program.call<StartedSession & ErrorBody>('POST', '/sessions', { sessionId: uuid(), invite: true, ...over });
const keysOf = async (who: Csr): Promise<ApiKeyView[]> =>
  (await who.must<{ keys: ApiKeyView[] }>('GET', '/api-keys')).keys;
const role = async (csr: Csr, to: string) =>
  noa.must('PUT', `/accounts/${await accountOf(csr)}/role`, { role: to });

it('SEC-A3 a key is shown once, kept as a hash, listed without it, and every making stands in the record', async () => {
  const { made } = await Program.of(ana);
  const rows = await api.app.get(Database).manager.query('SELECT * FROM api_keys');
  expect(JSON.stringify(rows)).not.toContain(made.secret);
  expect(made.secret).toMatch(/^rk_[\w-]{43}$/);
  expect(JSON.stringify(await keysOf(ana))).not.toContain(made.secret);
  expect(await keysOf(ana)).toMatchObject([
    { name: 'Ticket system', ending: made.secret.slice(-4), state: 'active', lastUsedAt: null },
  ]);
  const { entries } = await noa.must<AuditPage>('GET', '/audit');
  expect(entries[0]).toMatchObject({ action: 'apiKey.made', actor: 'Ana Ruiz', subject: 'Ticket system' });
  expect(JSON.stringify(entries)).not.toContain(made.secret);
  expect(api.logs()).not.toContain(made.secret);
});

it('SEC-A3 making one takes the password again, and no more rights than its maker and its account have', async () => {
  const anaId = await accountOf(ana);
  for (const [who, over, code] of [
    [ana, { password: 'a stolen sign-in is not enough' }, 'WRONG_PASSWORD'],
    [ana, { scopes: ['site.configure'] }, 'SCOPE_NOT_HELD'],
    [ana, { accountId: await accountOf(noa) }, 'KEY_FOR_ANOTHER'],
    [noa, { accountId: anaId, scopes: ['site.configure'] }, 'SCOPE_NOT_HELD'],
    [noa, { accountId: uuid() }, 'NOT_FOUND'],
    [ana, { scopes: ['accounts.manage'] }, 'BAD_REQUEST'],
    [ana, { scopes: [] }, 'BAD_REQUEST'],
    [ana, { days: 367 }, 'BAD_REQUEST'],
  ] as const)
    expect([over, (await make(who, over)).body.code]).toEqual([over, code]);
  expect((await make(noa, { accountId: anaId })).status).toBe(201);
});

it('SEC-A3 a key does what it names and nothing else, whatever the role of its account', async () => {
  const program = await Program.of(noa, ['session.read']);
  expect((await program.call('GET', '/sessions')).status).toBe(200);
  for (const [verb, path, body] of [
    ['POST', '/sessions', { sessionId: uuid() }],
    ['GET', '/accounts', undefined],
    ['GET', '/site/settings', undefined],
    ['GET', '/me', undefined],
    ['POST', '/me/password', { current: CSR_PASSWORD, next: 'x'.repeat(20) }],
    ['GET', '/api-keys', undefined],
    ['POST', '/api-keys', wanted()],
    ['POST', `/api-keys/${program.keyId}/revoke`, {}],
    ['POST', '/socket-tickets', {}],
    ['POST', '/sign-out', {}],
  ] as const)
    expect([path, (await program.call(verb, path, body)).status]).toEqual([path, 403]);
  const narrow = await Program.of(ana, ['session.start']);
  const refused = await start(narrow);
  expect([refused.status, refused.body.message]).toEqual([403, 'the key lacks invite.create']);
});

it('SEC-A3 a wrong, malformed or foreign secret is nobody, also beside a good cookie', async () => {
  for (const secret of ['rk_', `rk_${'A'.repeat(43)}`, 'rk_x', 'A'.repeat(43)]) {
    const nobody = new Caller(api, { authorization: `Bearer ${secret}` });
    expect([secret, (await nobody.call('GET', '/sessions')).status]).toEqual([secret, 401]);
  }
});

it('W4 SEC-A3 one call with a key starts a session in the name of its CSR, whose console hears of it, and a customer gets in by the link', async () => {
  const program = await Program.of(noa, undefined, {
    accountId: await accountOf(ana),
    name: 'Ticket system',
  });
  const line = await Line.open(ana);
  const { status, body } = await start(program, { subject: 'Ticket 77', customerName: 'María Gómez' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ subject: 'Ticket 77', customer: 'María Gómez', phase: 'open' });
  expect(body.invite?.code).toMatch(/^[0-9]{9}$/);
  await until(
    'the heads name the session',
    7000,
    async () => line.heads.flat().find(({ stream }) => stream === body.id) ?? null,
  );
  const events = JSON.stringify(await ana.must('GET', `/streams/${body.id}/events?since=0&limit=50`));
  expect(events).toContain('Ticket system');
  const maria = await Guest.join(api, { token: tokenOf(body.invite as never) });
  await ana.mustCommand(body.id, 'participant.admit', { participantId: maria.id });
  expect((await noa.call('GET', `/sessions/${body.id}`)).status).toBe(404);
  line.close();
});

it('W4 the same call again gives the same session and the same link, on every node; another content under the id is a conflict', async () => {
  const program = await Program.of(ana);
  const sessionId = uuid();
  const first = await start(program, { sessionId, subject: 'Once' });
  const again = await start(program, { sessionId, subject: 'Once' });
  const elsewhere = await start(program.at(otherNode), { sessionId, subject: 'Once' });
  expect([again.body.invite, elsewhere.body.invite]).toEqual([first.body.invite, first.body.invite]);
  const invites = await api.app
    .get(Database)
    .manager.query('SELECT id FROM invites WHERE session_id = $1', [sessionId]);
  expect(invites).toHaveLength(1);
  expect((await start(program, { sessionId, subject: 'Other' })).body.code).toBe('CONFLICT');
  const other = await Program.of(ana);
  expect((await start(other, { sessionId, subject: 'Once' })).body.code).toBe('CONFLICT');
  const kept = await api.app.get(Database).manager.query('SELECT sealed::text FROM started_answers');
  expect(JSON.stringify(kept)).not.toContain(Buffer.from(first.body.invite?.link ?? '').toString('hex'));
});

it('W4 many at once under one id make one session and one invite', async () => {
  const program = await Program.of(ana);
  const sessionId = uuid();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => start(i % 2 ? program : program.at(otherNode), { sessionId })),
  );
  const good = answers.filter(({ status }) => status === 201).map(({ body }) => body.invite?.link);
  expect(good.length).toBeGreaterThan(0);
  expect(new Set(good).size).toBe(1);
  expect(answers.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
  const invites = await api.app
    .get(Database)
    .manager.query('SELECT id FROM invites WHERE session_id = $1', [sessionId]);
  expect(invites).toHaveLength(1);
});

it('W4 a refused start leaves nothing behind: the same id may be tried again', async () => {
  const program = await Program.of(ana);
  const sessionId = uuid();
  expect((await start(program, { sessionId, code: 'NOPE' })).body.code).toBe('TRACKING_CODE_UNKNOWN');
  expect((await start(program, { sessionId })).status).toBe(201);
});

it('W4 a person who is signed in by a browser gets no invite in the same call', async () => {
  expect((await start(ana)).body.code).toBe('BAD_REQUEST');
});

it('SEC-A3 a demotion narrows a key at the next request, on every node, and says so in the list', async () => {
  const sofia = await Csr.another(api, 'Sofia Conti', 'administrator');
  const program = await Program.of(sofia, ['session.read', 'site.configure']);
  expect((await program.call('GET', '/site/settings')).status).toBe(200);
  await role(sofia, 'csr');
  for (const node of [api, otherNode]) {
    expect((await program.at(node).call('GET', '/site/settings')).status).toBe(403);
    expect((await program.at(node).call('GET', '/sessions')).status).toBe(200);
  }
  expect(await keysOf(sofia)).toMatchObject([
    { scopes: ['session.read', 'site.configure'], held: ['session.read'], state: 'active' },
  ]);
  // Somebody else's key that she made narrows with her too.
  const tea = await Csr.another(api, 'Tea Novak', 'administrator');
  await role(sofia, 'administrator');
  const forTea = await Program.of(sofia, ['site.configure'], { accountId: await accountOf(tea) });
  expect((await forTea.call('GET', '/site/settings')).status).toBe(200);
  await role(sofia, 'supervisor');
  expect((await forTea.call('GET', '/site/settings')).status).toBe(403);
});

it('SEC-A3 SEC-A4 disabling its account or its maker ends a key at the next request; enabled, it works again', async () => {
  const luca = await Csr.another(api, 'Luca Bianchi');
  const program = await Program.of(luca);
  const id = await accountOf(luca);
  await noa.must('POST', `/accounts/${id}/disable`, {});
  for (const node of [api, otherNode])
    expect((await program.at(node).call('GET', '/sessions')).status).toBe(401);
  expect((await keysOf(noa)).find((key) => key.id === program.keyId)?.state).toBe('disabled');
  await noa.must('POST', `/accounts/${id}/enable`, {});
  expect((await program.call('GET', '/sessions')).status).toBe(200);
});

it('SEC-A3 a key is ended by its owner, its maker or an administrator, and by nobody else', async () => {
  const [luca, sofia] = [await Csr.another(api), await Csr.another(api)];
  const program = await Program.of(luca);
  const path = `/api-keys/${program.keyId}/revoke`;
  expect((await sofia.call('POST', path, {})).status).toBe(404);
  expect((await keysOf(sofia)).map(({ id }) => id)).toEqual([]);
  await luca.must('POST', path, {});
  for (const node of [api, otherNode])
    expect((await program.at(node).call('GET', '/sessions')).status).toBe(401);
  expect(await luca.must('POST', path, {})).toMatchObject({ state: 'revoked' });
  const byNoa = await Program.of(luca);
  await noa.must('POST', `/api-keys/${byNoa.keyId}/revoke`, {});
  expect((await byNoa.call('GET', '/sessions')).status).toBe(401);
  const { entries } = await noa.must<AuditPage>('GET', '/audit');
  expect(entries.filter(({ action }) => action === 'apiKey.revoked')).toHaveLength(2);
});

it('SEC-A3 a key ends by itself at its end, and the list says when it was used last', async () => {
  const luca = await Csr.another(api);
  const program = await Program.of(luca, ['session.read'], { days: 1 });
  expect((await program.call('GET', '/sessions')).status).toBe(200);
  expect((await keysOf(luca))[0]?.lastUsedAt).toBeGreaterThan(0);
  now = 86_400_000;
  expect((await program.call('GET', '/sessions')).status).toBe(401);
  now = 0;
});

it('SEC-A3 a program that asks too often is told to wait', async () => {
  const program = await Program.of(await Csr.another(api), ['session.read']);
  const waits = await until('the limit', PATIENCE_MS, async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => program.call<ErrorBody>('GET', '/sessions')),
    );
    return answers.find(({ status }) => status === 429) ?? null;
  });
  expect(waits.body).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    retryAfterSeconds: expect.any(Number),
  });
});
