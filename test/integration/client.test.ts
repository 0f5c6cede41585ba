import {
  type Connection,
  ConsoleLinks,
  createDeviceKey,
  DeviceLinks,
  DeviceReporter,
  type FollowStatus,
  newId,
  type RestClient,
  type SessionClient,
  type SigningKey,
  SocketSignals,
} from '@relevo/client';
import type { PeerAddress } from '@relevo/contracts';
import { PATIENCE_MS, type TestDatabase, until } from '@relevo/testing';
import wrtc from '@roamhq/wrtc';
import { SETUP_TOKEN, startApi, type TestApi } from '../support/api';
import { openConsole, openCustomer } from '../support/clients';
import { createMigratedDatabase } from '../support/migrated-database';

/** The libraries of console, page and agent against the real server, over real sockets and real WebRTC. */

jest.setTimeout(120_000);

let database: TestDatabase;
let api: TestApi;
const closing: (() => void)[] = [];

/** The same server once more, on the same port, after it went away. */
const comeBack = async (): Promise<void> => {
  api = await startApi({ database, env: api.env });
};

beforeAll(async () => {
  database = await createMigratedDatabase();
  api = await startApi({ database });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

const truth = async (what: string, look: () => unknown): Promise<void> => {
  await until(what, PATIENCE_MS, async () => (look() ? true : null));
};

const baseUrl = (): string => api.env['PUBLIC_URL'] ?? '';

let account: { id: string } | undefined;

const aConsole = async () => {
  const person = { email: 'ana@example.org', password: 'a quiet green kettle sings' };
  const csr = await openConsole(baseUrl(), async (rest) => {
    if (account) await rest.signIn(person);
    account ??= await rest.setup({ ...person, token: SETUP_TOKEN, name: 'Ana Ruiz' });
    return account;
  });
  closing.push(csr.close);
  return csr;
};

const aCustomer = async (invite: { link: string }) => {
  const customer = await openCustomer(baseUrl(), invite);
  closing.push(customer.close);
  return customer;
};

const aSession = async () => {
  const csr = await aConsole();
  const { id } = await csr.rest.startSession({ sessionId: newId(), subject: 'Invoices' });
  const session = csr.home.open(id);
  const customer = await aCustomer(await csr.rest.createInvite(id, { inviteId: newId() }));
  await truth('the customer waits', () => session.snapshot.session.participants[customer.participantId]);
  const { outcome } = session.command('participant.admit', { participantId: customer.participantId });
  expect(await outcome).toMatchObject({ ok: true });
  await truth('the customer is in', () => customer.session.snapshot.conversation.sessionId === id);
  return { csr, session, customer };
};

const linksOf = (
  Kind: typeof ConsoleLinks | typeof DeviceLinks,
  end: { session: SessionClient; line: Connection; key: SigningKey; rest: RestClient; deviceId?: string },
) => {
  const links = new Kind({
    session: end.session,
    deviceId: end.deviceId ?? '',
    wire: end.line,
    port: new SocketSignals(end.line),
    key: end.key,
    iceServers: async () => (await end.rest.iceServers(end.session.sessionId)).iceServers,
    wrtc: wrtc,
  });
  closing.push(() => links.close());
  return links;
};

test('W2 W3 SEC-J5 who waits sees nothing; once admitted both sides see the same session', async () => {
  const csr = await aConsole();
  const { id } = await csr.rest.startSession({ sessionId: newId(), subject: 'Invoices' });
  await truth('the console finds its session by the heads', () =>
    csr.home.snapshot.sessions.some((s) => s.sessionId === id && s.status === 'live'),
  );
  const session = csr.home.open(id);
  const customer = await aCustomer(await csr.rest.createInvite(id, { inviteId: newId() }));
  await truth('the customer waits', () => customer.session.snapshot.me?.status === 'waiting');
  expect(customer.session.snapshot.session.number).toBe('');
  expect(customer.session.snapshot.conversation.sessionId).toBe('');
  await truth('the CSR hears of it', () => session.abilities(Date.now())['participant.admit'] === null);
  session.command('participant.admit', { participantId: customer.participantId });
  await truth('both see the same', () => {
    const [a, b] = [session.snapshot.session, customer.session.snapshot.session];
    return b.phase === 'open' && JSON.stringify(a) === JSON.stringify(b);
  });
  expect(customer.session.snapshot.session).toEqual(session.snapshot.session);
});

test('SEC-R1 what is written while the server is away arrives once, in order, without a reload', async () => {
  const { session, customer } = await aSession();
  const texts = (of: SessionClient) => of.snapshot.conversation.messages.map((m) => m.text);
  session.post('before');
  await truth('the line arrives', () => texts(customer.session).length === 1);
  await api.close();
  await truth('both notice', () =>
    [session, customer.session].every((s) => s.snapshot.line.status === 'offline'),
  );
  for (let n = 1; n <= 5; n += 1) session.post(`csr ${n}`);
  for (let n = 1; n <= 5; n += 1) customer.session.post(`customer ${n}`);
  expect(session.snapshot.pendingMessages).toHaveLength(5);
  await comeBack();
  await truth(
    'all lines are there',
    () => texts(session).length === 11 && texts(customer.session).length === 11,
  );
  expect(session.snapshot.pendingMessages).toEqual([]);
  expect(texts(customer.session)).toEqual(texts(session));
  const of = (who: string) => texts(session).filter((text) => text.startsWith(who));
  expect(of('csr')).toEqual([1, 2, 3, 4, 5].map((n) => `csr ${n}`));
  expect(of('customer')).toEqual([1, 2, 3, 4, 5].map((n) => `customer ${n}`));
  expect([session, customer.session].map((s): FollowStatus => s.snapshot.status)).toEqual(['live', 'live']);
});

test('a device’s reports of a time without the server come into the log late', async () => {
  const { session, customer } = await aSession();
  const { deviceId, sessionId } = customer;
  const reporter = new DeviceReporter({
    outbox: customer.outbox,
    key: customer.key,
    sessionId,
    deviceId,
    reported: () => customer.session.snapshot.session.devices[deviceId]?.reportSeq ?? 0,
  });
  reporter.report('device.alarm', { deviceId, kind: 'rate', count: 1 });
  await api.close();
  reporter.report('device.alarm', { deviceId, kind: 'rate', count: 2 });
  reporter.report('device.alarm', { deviceId, kind: 'rate', count: 3 });
  await comeBack();
  await reporter.settled();
  await truth('the CSR sees them', () => session.snapshot.session.devices[deviceId]?.alarms === 6);
  expect(session.snapshot.session.devices[deviceId]?.reportSeq).toBe(3);
});

test('SEC-C11 a link is verified over the real signalling, outlives the server, and comes back for a new console', async () => {
  const { csr, session, customer } = await aSession();
  const links = linksOf(ConsoleLinks, { ...csr, session }) as ConsoleLinks;
  const ends = linksOf(DeviceLinks, customer) as DeviceLinks;
  const ready = () => links.all[0]?.state.name === 'ready' && ends.all[0]?.state.name === 'ready';
  await truth('the link is ready', ready);
  const [link, end] = [links.linkTo(customer.deviceId), ends.all[0]];
  expect(link?.fingerprints).toEqual(end?.fingerprints);
  expect(end?.farKey).toBe(csr.key.thumbprint);
  expect(link?.farKey).toBe(customer.key.thumbprint);

  await api.close();
  await truth('the console is offline', () => csr.line.state.status === 'offline');
  const heard: string[] = [];
  end?.onMessage((message) => heard.push(message.type));
  expect(link?.sendInput({ type: 'input.heartbeat', grant: newId(), seq: 1 })).toBe(true);
  await truth('input goes on without the server', () => heard.length === 1);
  let met = false;
  csr.line.on('presence', ({ stream, endpoints }) => {
    // The home page follows the sessions of the tests before, too.
    if (stream === session.sessionId) met = endpoints.some((end) => end.deviceId === customer.deviceId);
  });
  await comeBack();
  await truth('the console is back', () => csr.line.state.status === 'online');
  await truth('the customer is back', () => met).catch((late: Error) => {
    const ends = [
      csr.line.state,
      customer.line.state,
      session.snapshot.status,
      customer.session.snapshot.status,
    ];
    throw new Error(`${late.message}: ${JSON.stringify(ends)}`);
  });
  expect(links.linkTo(customer.deviceId)).toBe(link);
  expect(link?.state.name).toBe('ready');

  links.close();
  await truth('the old link is gone', () => ends.all.length === 0);
  const again = linksOf(ConsoleLinks, { ...csr, session }) as ConsoleLinks;
  await truth(
    'a new link is ready',
    () => again.all[0]?.state.name === 'ready' && ends.all[0]?.state.name === 'ready',
  );
});

test('SEC-C11 a console whose key the log does not name gets no link', async () => {
  const { csr, session, customer } = await aSession();
  const ends = linksOf(DeviceLinks, customer) as DeviceLinks;
  const alarms: [PeerAddress, string][] = [];
  ends.onAlarm((far, alarm) => alarms.push([far, alarm]));
  const stranger = await createDeviceKey();
  // It signs with a key of its own, and says that it holds the one of the log.
  const forged = { ...stranger, thumbprint: csr.key.thumbprint };
  session.command('csr.presentKey', { key: csr.key.publicKey, thumbprint: csr.key.thumbprint });
  await truth('the log names a key', () => session.snapshot.me?.keyThumbprint === csr.key.thumbprint);
  const links = new ConsoleLinks({
    session: Object.create(session, { command: { value: () => undefined } }) as SessionClient,
    wire: csr.line,
    port: new SocketSignals(csr.line),
    key: forged,
    iceServers: async () => [],
    wrtc: wrtc,
  });
  closing.push(() => links.close());
  await truth('the device refuses', () => alarms.length > 0);
  expect(alarms[0]).toMatchObject([{ participantId: session.snapshot.me?.id }, 'wrong-key']);
});

test('SEC-A4 signing out everywhere ends the link over which a console sees and drives', async () => {
  const { csr, session, customer } = await aSession();
  const links = linksOf(ConsoleLinks, { ...csr, session }) as ConsoleLinks;
  const ends = linksOf(DeviceLinks, customer) as DeviceLinks;
  await truth('the link is ready', () => ends.all[0]?.state.name === 'ready');
  const link = links.linkTo(customer.deviceId);
  await csr.rest.signOutEverywhere();
  await truth('the device hears nobody any more', () => ends.all.every((end) => end.state.name !== 'ready'));
  expect(link?.sendInput({ type: 'input.heartbeat', grant: newId(), seq: 1 })).toBe(false);
  expect(links.all).toEqual([]);
});

test('SEC-A4 a console that signs out is refused, and says why', async () => {
  const { rest, line } = await aConsole();
  await truth('it is online', () => line.state.status === 'online');
  await rest.signOut();
  await truth('it is refused', () => line.state.status === 'refused');
  expect(line.state).toEqual({ status: 'refused', code: 'NOT_SIGNED_IN' });
});
