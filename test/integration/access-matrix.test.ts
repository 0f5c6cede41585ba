import type { ErrorBody } from '@relevo/contracts';
import {
  DEVICE_AUTHENTICATOR,
  type DeviceAuthenticator,
} from '../../apps/api/src/platform/access/authenticators';
import type { DevicePrincipal } from '../../apps/api/src/platform/principal';
import { startApi, type TestApi } from '../support/api';
import { type RestHandler, restHandlers } from '../support/handlers';
import { anAccount, PASSWORD, RestClient } from '../support/rest';

const CALLERS = ['nobody', 'csr', 'supervisor', 'administrator', 'page', 'machine'] as const;
type Caller = (typeof CALLERS)[number];

const EVERYBODY = CALLERS;
const ACCOUNTS: readonly Caller[] = ['csr', 'supervisor', 'administrator'];
const DEVICES: readonly Caller[] = ['page', 'machine'];
const PARTICIPANTS: readonly Caller[] = [...ACCOUNTS, ...DEVICES];
const ADMINISTRATORS: readonly Caller[] = ['administrator'];

/** Who gets past the door of each method. A method that is not here fails the test. */
const MATRIX: Readonly<Record<string, readonly Caller[]>> = {
  'MetricsController.read': EVERYBODY,
  'HealthController.live': EVERYBODY,
  'HealthController.ready': EVERYBODY,
  'SetupController.state': EVERYBODY,
  'SetupController.setUp': EVERYBODY,
  'SignInController.signIn': EVERYBODY,
  'SignInController.signOut': ACCOUNTS,
  'SignInController.signOutEverywhere': ACCOUNTS,
  'SignInController.me': ACCOUNTS,
  'SignInController.setLanguage': ACCOUNTS,
  'SiteController.site': EVERYBODY,
  'SiteController.settings': ADMINISTRATORS,
  'SiteController.change': ADMINISTRATORS,
  'SessionsController.start': ACCOUNTS,
  'SessionsController.list': ACCOUNTS,
  'SessionsController.one': ACCOUNTS,
  'SessionsController.startPrepared': ACCOUNTS,
  'InvitesController.create': ACCOUNTS,
  'InvitesController.preview': EVERYBODY,
  'InvitesController.join': EVERYBODY,
  'InvitesController.report': EVERYBODY,
  'DevicesController.createCode': DEVICES,
  'DevicesController.preview': EVERYBODY,
  'DevicesController.attach': EVERYBODY,
  'StreamsController.command': PARTICIPANTS,
  'StreamsController.events': PARTICIPANTS,
  'SocketTicketsController.issue': PARTICIPANTS,
  'IceServersController.list': PARTICIPANTS,
};

const SOME_ID = '0198b7a4-0000-7000-8000-000000000001';
const deviceOf = (deviceKind: 'page' | 'machine'): DevicePrincipal => ({
  kind: 'device',
  sessionId: SOME_ID,
  conversationId: SOME_ID,
  participantId: SOME_ID,
  deviceId: SOME_ID,
  deviceKind,
});

let api: TestApi;
let handlers: RestHandler[];
const emails = new Map<Caller, string>();

beforeAll(async () => {
  api = await startApi();
  handlers = restHandlers(api);
  for (const role of ['csr', 'supervisor', 'administrator'] as const)
    emails.set(role, (await anAccount(api, { role })).email);
  // Devices come by way of a session; here only the door is tried, so their proof is given.
  const devices = api.app.get<DeviceAuthenticator>(DEVICE_AUTHENTICATOR, { strict: false });
  jest
    .spyOn(devices, 'authenticate')
    .mockImplementation(async (given) => (given === 'page' || given === 'machine' ? deviceOf(given) : null));
});
afterAll(() => api.close());

const clientOf = async (caller: Caller): Promise<RestClient> => {
  if (DEVICES.includes(caller)) return new RestClient(api, { authorization: `Bearer ${caller}` });
  const client = new RestClient(api);
  const email = emails.get(caller);
  if (email) await client.post('/sign-in', { email, password: PASSWORD });
  return client;
};

/** At the door, or past it: what a handler refuses has other words. Faults are neither. */
const verdictOf = (status: number, body: ErrorBody | null): string => {
  if (status === 401 && body?.code === 'NOT_SIGNED_IN') return 'refused';
  if (status === 403 && body?.message.includes(' lacks ')) return 'refused';
  return status < 500 && status !== 401 ? 'let in' : `answered ${status}`;
};

it('SEC-A2 the table names every REST method, and no other', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(handlers.map(({ name }) => name).sort());
});

const signsOut = ({ name }: RestHandler): boolean => name.startsWith('SignInController.signOut');

it.each(CALLERS)('SEC-A2 %s gets past every door that is theirs, and past no other', async (caller) => {
  const verdicts: Record<string, string> = {};
  const usual = await clientOf(caller);
  const others = handlers.filter(
    (handler) => handler.name !== 'MetricsController.read' && !signsOut(handler),
  );
  for (const handler of [...others, ...handlers.filter(signsOut)]) {
    const client = signsOut(handler) ? await clientOf(caller) : usual;
    const body = handler.verb === 'GET' || signsOut(handler) ? undefined : {};
    const answer = await client.send<ErrorBody>(handler.verb, handler.path.replace(/:\w+/g, SOME_ID), body);
    verdicts[handler.name] = verdictOf(answer.status, answer.body);
  }
  const expected = Object.keys(verdicts).map((name) => [
    name,
    MATRIX[name]?.includes(caller) ? 'let in' : 'refused',
  ]);
  expect(verdicts).toEqual(Object.fromEntries(expected));
});
