import type { AccountView, AuditPage, ErrorBody, SecondStepView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { grantTo } from '../support/grants';
import { restHandlers } from '../support/handlers';
import { Line } from '../support/line';
import { aSessionWithMaria, Caller, CSR_PASSWORD, Csr } from '../support/people';
import { withSecondStep } from '../support/second-step';

/** What there is for somebody who has no second step where it is required; nothing else is. */
const OPEN = [
  'SignInController.me',
  'SignInController.signOut',
  'SignInController.signOutEverywhere',
  'OwnAccountController.secondStepState',
  'OwnAccountController.beginSecondStep',
  'OwnAccountController.confirmSecondStep',
];
const SOME_ID = '0198b7a4-0000-7000-8000-000000000001';

let api: TestApi;
let otherNode: TestApi;
let noa: Csr;
let noasCodes: string[];
let luca: Csr;

beforeEach(async () => {
  api = await startApi();
  otherNode = await startApi({ database: api.database });
  noa = await Csr.first(api, 'Noa Levi');
  luca = await Csr.another(api);
});
afterEach(async () => {
  await otherNode.close();
  await api.close();
});

const require = (who: Caller, requireTotp = true) =>
  who.call<ErrorBody>('PATCH', '/site/settings', { requireTotp });
/** Noa has a second step, and it is required of everybody from now on. */
const required = async (): Promise<void> => {
  noasCodes = await withSecondStep(noa);
  expect((await require(noa)).status).toBe(200);
};
const outcome = ({ status, body }: { status: number; body?: Partial<ErrorBody> }) => [status, body?.code];
const asked = async (who: Caller, method: string, path: string, body?: unknown) =>
  outcome(await who.call<ErrorBody>(method, path, body));
const MISSING = [403, 'SECOND_STEP_REQUIRED'];

it('SEC-A4 only an administrator with a second step of their own can require it; it stands in the record', async () => {
  expect(outcome(await require(noa))).toEqual([409, 'SECOND_STEP_OWN_FIRST']);
  // A key of theirs changes other settings, and never this one, neither on nor off.
  const key = await Program.of(noa, ['site.configure']);
  expect(outcome(await require(key))).toEqual([403, 'FORBIDDEN']);
  expect(await asked(luca, 'GET', '/sessions')).toEqual([200, undefined]);
  await required();
  expect(outcome(await require(luca, false))).toEqual(MISSING);
  expect(outcome(await require(key, false))).toEqual([403, 'FORBIDDEN']);
  const { entries } = await noa.must<AuditPage>('GET', '/audit');
  expect(entries[0]).toMatchObject({
    action: 'site.settings',
    actor: 'Noa Levi',
    before: { requireTotp: false },
    after: { requireTotp: true },
  });
  expect((await require(noa, false)).status).toBe(200);
  expect(await asked(luca, 'GET', '/sessions')).toEqual([200, undefined]);
});

it('SEC-A2 SEC-A4 who has none gets past the doors of setting it up and leaving, and past no other', async () => {
  const role = 'administrator';
  const tea = await Csr.another(api, 'Tea Ferri', role);
  await required();
  const verdicts: Record<string, boolean> = {};
  const leaving = (name: string): boolean => name.startsWith('SignInController.signOut');
  const handlers = restHandlers(api).sort((a, b) => Number(leaving(a.name)) - Number(leaving(b.name)));
  const publicly = new Caller(api);
  for (const { name, verb, path } of handlers) {
    const at = path.replace(/:\w+/g, SOME_ID);
    const body = verb === 'GET' ? undefined : {};
    const stranger = await publicly.call<ErrorBody>(verb, at, body);
    // What is open to everybody, or to devices alone, does not ask who this is.
    if (stranger.body?.code !== 'NOT_SIGNED_IN') continue;
    const who = leaving(name) ? await tea.elsewhere() : tea;
    const answer = await who.call<ErrorBody>(verb, at, body);
    if (answer.body?.code === 'NOT_SIGNED_IN') continue;
    verdicts[name] = answer.body?.code !== 'SECOND_STEP_REQUIRED';
  }
  expect(Object.keys(verdicts).length).toBeGreaterThan(50);
  expect(
    Object.keys(verdicts)
      .filter((name) => verdicts[name])
      .sort(),
  ).toEqual([...OPEN].sort());
});

it('SEC-A4 open sign-ins are brought there on every node within a second, sockets too; set up, they go on', async () => {
  const session = await luca.start();
  const there = luca.at(otherNode);
  const line = await Line.open(there);
  const noasLine = await Line.open(noa.at(otherNode));
  await line.subscribe(session.id);
  const ticket = (await luca.must<{ ticket: string }>('POST', '/socket-tickets')).ticket;
  noasCodes = await withSecondStep(noa);
  let cutAt = 0;
  line.socket.once('disconnect', () => {
    cutAt = performance.now();
  });
  expect((await require(noa)).status).toBe(200);
  expect(await asked(there, 'GET', '/sessions')).toEqual(MISSING);
  await line.until('the cut', () => line.closed);
  expect(cutAt).toBeGreaterThan(0);
  expect(await asked(there, 'POST', '/socket-tickets')).toEqual(MISSING);
  // A ticket from before opens nothing any more.
  await expect(Line.open(there, { ticket })).rejects.toThrow('NOT_SIGNED_IN');
  expect(await luca.must<AccountView>('GET', '/me')).toMatchObject({ secondStepMissing: true });
  expect(noasLine.closed).toBe(false);
  noasLine.close();

  const codes = await withSecondStep(there);
  expect(await luca.must<AccountView>('GET', '/me')).toMatchObject({ secondStepMissing: false });
  expect(await asked(luca, 'GET', `/sessions/${session.id}`)).toEqual([200, undefined]);
  const again = await Line.open(there);
  await again.subscribe(session.id);
  again.close();

  const off = await asked(there, 'POST', '/me/second-step/off', { password: CSR_PASSWORD, code: codes[0] });
  expect(off).toEqual(MISSING);
  expect(await there.must<SecondStepView>('GET', '/me/second-step')).toMatchObject({
    required: true,
    // A refused wish costs no code.
    recoveryCodesLeft: 10,
  });
  await require(noa, false);
  await until('the other node knows', 2000, async () =>
    (await there.must<SecondStepView>('GET', '/me/second-step')).required ? null : true,
  );
  expect(
    await asked(there, 'POST', '/me/second-step/off', { password: CSR_PASSWORD, code: codes[0] }),
  ).toEqual([204, undefined]);
});

it('SEC-A4 a new sign-in without one says so and is for setting it up; nobody turns theirs off, the administrator neither', async () => {
  await required();
  const { email } = await luca.must<AccountView>('GET', '/me');
  const answer = await new Caller(api).call<AccountView>('POST', '/sign-in', {
    email,
    password: CSR_PASSWORD,
  });
  expect([answer.status, answer.body.secondStepMissing]).toEqual([200, true]);
  const fresh = await luca.elsewhere();
  expect(await asked(fresh, 'GET', '/sessions')).toEqual(MISSING);
  await withSecondStep(fresh);
  expect(await asked(fresh, 'GET', '/sessions')).toEqual([200, undefined]);
  // Setting it up ended the sign-ins that had none.
  expect(await asked(luca, 'GET', '/me')).toEqual([401, 'NOT_SIGNED_IN']);
  const off = { password: CSR_PASSWORD, code: noasCodes[0] };
  expect(await asked(noa, 'POST', '/me/second-step/off', off)).toEqual(MISSING);
});

it('SEC-A3 programs with a key are unaffected', async () => {
  const program = await Program.of(luca);
  await required();
  expect(await asked(luca, 'POST', '/sessions', { sessionId: uuid() })).toEqual(MISSING);
  expect(await asked(program, 'POST', '/sessions', { sessionId: uuid() })).toEqual([201, undefined]);
  expect(await asked(program.at(otherNode), 'GET', '/sessions')).toEqual([200, undefined]);
});

it('SEC-A4 what the key of such a sign-in holds is asked to stop', async () => {
  const { session, maria } = await aSessionWithMaria(luca);
  const agent = await maria.agent();
  const grantId = await grantTo(luca, agent, session);
  const status = async () =>
    (await api.app.get(LogService).cache.get(session.id))?.state.grants[grantId]?.status;
  expect(await status()).toBe('given');
  await required();
  await until('it is asked to stop', PATIENCE_MS, async () =>
    (await status()) === 'stopping' ? true : null,
  );
});

it('SEC-A4 a second step that is turned off in the moment in which it begins to be required leaves nobody in without one', async () => {
  const codes = await withSecondStep(luca);
  noasCodes = await withSecondStep(noa);
  const line = await Line.open(luca);
  const [turnedOff, begun] = await Promise.all([
    luca.call<ErrorBody>('POST', '/me/second-step/off', { password: CSR_PASSWORD, code: codes[0] }),
    require(noa),
  ]);
  expect(begun.status).toBe(200);
  if (turnedOff.status === 204) {
    await line.until('the cut', () => line.closed);
    expect(await asked(luca, 'GET', '/sessions')).toEqual(MISSING);
  } else {
    expect(outcome(turnedOff)).toEqual(MISSING);
    expect(await asked(luca, 'GET', '/sessions')).toEqual([200, undefined]);
    expect(line.closed).toBe(false);
    line.close();
  }
});
