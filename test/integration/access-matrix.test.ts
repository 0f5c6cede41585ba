import { CLIENT_MESSAGES, type ErrorBody } from '@relevo/contracts';
import { API_SCOPES, EXPERT_RIGHTS, roleHolds } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import {
  DEVICE_AUTHENTICATOR,
  type DeviceAuthenticator,
} from '../../apps/api/src/platform/access/authenticators';
import type { DevicePrincipal } from '../../apps/api/src/platform/principal';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { type RestHandler, restHandlers } from '../support/handlers';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr, Expert, Caller as Person } from '../support/people';
import { anAccount, PASSWORD, RestClient } from '../support/rest';

const CALLERS = [
  'nobody',
  'csr',
  'supervisor',
  'administrator',
  'page',
  'machine',
  'csr’s key',
  'administrator’s key',
  'expert',
] as const;
type Caller = (typeof CALLERS)[number];

const EVERYBODY = CALLERS;
const ACCOUNTS: readonly Caller[] = ['csr', 'supervisor', 'administrator'];
/** With every scope that there is for their role. */
const KEYS: readonly Caller[] = ['csr’s key', 'administrator’s key'];
/** People, and programs in their name. */
const IN_PERSON_OR_BY_KEY: readonly Caller[] = [...ACCOUNTS, ...KEYS];
const DEVICES: readonly Caller[] = ['page', 'machine'];
/** An expert from outside, with every right that can be ticked: their part in one session, and who they are. */
const EXPERT: readonly Caller[] = ['expert'];
const PARTICIPANTS: readonly Caller[] = [...ACCOUNTS, ...DEVICES, ...EXPERT];
const SUPERVISORS: readonly Caller[] = ['supervisor'];
/** Who answers for the work of others. */
const LEADERS: readonly Caller[] = ['supervisor', 'administrator'];
const ADMINISTRATORS: readonly Caller[] = ['administrator'];
const CONFIGURATORS: readonly Caller[] = ['administrator', 'administrator’s key'];

/** Who gets past the door of each method. A method that is not here fails the test. */
const MATRIX: Readonly<Record<string, readonly Caller[]>> = {
  'MetricsController.read': EVERYBODY,
  'HealthController.live': EVERYBODY,
  'HealthController.ready': EVERYBODY,
  'IceServersController.addresses': EVERYBODY,
  'SetupController.state': EVERYBODY,
  'SetupController.setUp': EVERYBODY,
  'SignInController.signIn': EVERYBODY,
  'SignInController.finish': EVERYBODY,
  'SignInController.signOut': ACCOUNTS,
  'SignInController.signOutEverywhere': ACCOUNTS,
  'SignInController.me': [...ACCOUNTS, ...EXPERT],
  'SignInController.setLanguage': ACCOUNTS,
  'SignInController.setPreferences': ACCOUNTS,
  'OwnAccountController.changePassword': ACCOUNTS,
  'OwnAccountController.listSignIns': ACCOUNTS,
  'OwnAccountController.endSignIn': ACCOUNTS,
  'OwnAccountController.endOtherSignIns': ACCOUNTS,
  'OwnAccountController.secondStepState': ACCOUNTS,
  'OwnAccountController.beginSecondStep': ACCOUNTS,
  'OwnAccountController.confirmSecondStep': ACCOUNTS,
  'OwnAccountController.renewRecoveryCodes': ACCOUNTS,
  'OwnAccountController.turnSecondStepOff': ACCOUNTS,
  'AccountLinksController.preview': EVERYBODY,
  'AccountLinksController.use': EVERYBODY,
  'ForgottenController.ask': EVERYBODY,
  'AdministrationController.list': ADMINISTRATORS,
  'AdministrationController.create': ADMINISTRATORS,
  'AdministrationController.reset': ADMINISTRATORS,
  'AdministrationController.disable': ADMINISTRATORS,
  'AdministrationController.enable': ADMINISTRATORS,
  'AdministrationController.setRole': ADMINISTRATORS,
  'AuditController.list': ADMINISTRATORS,
  'SiteController.site': EVERYBODY,
  'SiteController.settings': CONFIGURATORS,
  'SiteController.change': CONFIGURATORS,
  'PersonalDataController.find': ['administrator'],
  'PersonalDataController.export': ['administrator'],
  'PersonalDataController.erase': ['administrator'],
  'RetentionController.preview': CONFIGURATORS,
  'SiteLookController.change': CONFIGURATORS,
  'SiteLookController.logo': EVERYBODY,
  'PostSettingsController.view': CONFIGURATORS,
  'PostSettingsController.changeMail': CONFIGURATORS,
  'PostSettingsController.changeSms': CONFIGURATORS,
  'PostSettingsController.tryMail': CONFIGURATORS,
  'PostSettingsController.trySms': CONFIGURATORS,
  'StartListsController.read': IN_PERSON_OR_BY_KEY,
  'StartListsController.addType': CONFIGURATORS,
  'StartListsController.orderTypes': CONFIGURATORS,
  'StartListsController.changeType': CONFIGURATORS,
  'StartListsController.addCode': CONFIGURATORS,
  'StartListsController.changeCode': CONFIGURATORS,
  'StartListsController.setCodeForm': CONFIGURATORS,
  'StartDefaultsController.read': IN_PERSON_OR_BY_KEY,
  'StartDefaultsController.save': ACCOUNTS,
  'ApiKeysController.list': ACCOUNTS,
  'ApiKeysController.make': ACCOUNTS,
  'ApiKeysController.revoke': ACCOUNTS,
  'StartsController.start': IN_PERSON_OR_BY_KEY,
  'SessionsController.list': IN_PERSON_OR_BY_KEY,
  'SessionsController.one': IN_PERSON_OR_BY_KEY,
  'SessionsController.startPrepared': IN_PERSON_OR_BY_KEY,
  'InvitesController.create': IN_PERSON_OR_BY_KEY,
  'DeliveriesController.send': IN_PERSON_OR_BY_KEY,
  'DeliveriesController.message': IN_PERSON_OR_BY_KEY,
  'DeliveriesController.page': IN_PERSON_OR_BY_KEY,
  'InvitesController.preview': EVERYBODY,
  'InvitesController.join': EVERYBODY,
  'InvitesController.report': EVERYBODY,
  'ColleaguesController.list': IN_PERSON_OR_BY_KEY,
  'ColleaguesController.invite': IN_PERSON_OR_BY_KEY,
  'ColleaguesController.accept': ACCOUNTS,
  'ColleaguesController.decline': ACCOUNTS,
  'ColleaguesController.preview': IN_PERSON_OR_BY_KEY,
  'ColleaguesController.join': ACCOUNTS,
  'ExpertsController.invite': ACCOUNTS,
  'ExpertsController.preview': EVERYBODY,
  'ExpertsController.join': EVERYBODY,
  'SupervisionController.list': SUPERVISORS,
  'SupervisionController.join': SUPERVISORS,
  'SupervisionController.takeOver': SUPERVISORS,
  'QueuesController.read': CONFIGURATORS,
  'QueuesController.add': CONFIGURATORS,
  'QueuesController.change': CONFIGURATORS,
  'TeamsController.offered': LEADERS,
  'TeamsController.read': CONFIGURATORS,
  'TeamsController.add': CONFIGURATORS,
  'TeamsController.change': CONFIGURATORS,
  'TicketsController.door': EVERYBODY,
  'TicketsController.enter': EVERYBODY,
  'TicketsController.state': EVERYBODY,
  'TicketsController.giveUp': EVERYBODY,
  'TicketsController.askCallBack': EVERYBODY,
  'DeskController.read': IN_PERSON_OR_BY_KEY,
  'DeskController.pick': ACCOUNTS,
  'DeskController.pass': ACCOUNTS,
  'DeskController.done': ACCOUNTS,
  'WallBoardController.look': SUPERVISORS,
  'AvailabilityController.say': ACCOUNTS,
  'HistoryController.own': IN_PERSON_OR_BY_KEY,
  'HistoryController.exportOwn': IN_PERSON_OR_BY_KEY,
  'HistoryController.open': IN_PERSON_OR_BY_KEY,
  'HistoryController.events': IN_PERSON_OR_BY_KEY,
  'HistoryController.verify': IN_PERSON_OR_BY_KEY,
  'HistoryController.ofSite': LEADERS,
  'HistoryController.exportSite': LEADERS,
  'HistoryController.people': LEADERS,
  'WebhooksController.list': CONFIGURATORS,
  'WebhooksController.add': CONFIGURATORS,
  'WebhooksController.change': CONFIGURATORS,
  'WebhooksController.renew': CONFIGURATORS,
  'WebhooksController.remove': CONFIGURATORS,
  'WebhooksController.test': CONFIGURATORS,
  'WebhooksController.deliveries': CONFIGURATORS,
  'WebhooksController.again': CONFIGURATORS,
  'ReportsController.own': IN_PERSON_OR_BY_KEY,
  'ReportsController.exportOwn': IN_PERSON_OR_BY_KEY,
  'ReportsController.ofSite': LEADERS,
  'ReportsController.exportSite': LEADERS,
  'DevicesController.createCode': DEVICES,
  'DevicesController.preview': EVERYBODY,
  'DevicesController.attach': EVERYBODY,
  'StreamsController.command': PARTICIPANTS,
  'StreamsController.events': [...PARTICIPANTS, ...KEYS],
  'LogKeysController.list': EVERYBODY,
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
const programs = new Map<Caller, RestClient>();
let expert: Expert;

beforeAll(async () => {
  api = await startApi();
  handlers = restHandlers(api);
  for (const role of ['csr', 'supervisor', 'administrator'] as const)
    emails.set(role, (await anAccount(api, { role })).email);
  for (const role of ['csr', 'administrator'] as const) {
    const maker = await Csr.signIn(api, emails.get(role) ?? '', PASSWORD);
    const scopes = API_SCOPES.filter((scope) => roleHolds(role, scope));
    const { made } = await Program.of(maker, scopes, { password: PASSWORD });
    programs.set(`${role}’s key`, new RestClient(api, { authorization: `Bearer ${made.secret}` }));
  }
  const owner = await Csr.another(api);
  expert = await Expert.join(owner, (await owner.start()).id, EXPERT_RIGHTS);
  // Devices come by way of a session; here only the door is tried, so their proof is given.
  const devices = api.app.get<DeviceAuthenticator>(DEVICE_AUTHENTICATOR, { strict: false });
  jest
    .spyOn(devices, 'authenticate')
    .mockImplementation(async (given) => (given === 'page' || given === 'machine' ? deviceOf(given) : null));
});
afterAll(() => api.close());

const clientOf = async (caller: Caller): Promise<RestClient> => {
  const program = programs.get(caller);
  if (program) return program;
  if (caller === 'expert') return new RestClient(api, expert.shown);
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

/** Somebody with a part in a session, or with none in it. */
const SEATS = [
  'owner',
  'csr',
  'supervisor',
  'administrator',
  'customer',
  'agent',
  'guest of another',
  'expert',
  'expert of another',
] as const;
type Seat = (typeof SEATS)[number];
const INSIDE: readonly Seat[] = ['owner', 'customer', 'agent', 'expert'];

/** One message of each name about a session: those inside are answered yes, all others no. */
const SENT: Readonly<Record<string, (stream: string, conversation: string) => object>> = {
  subscribe: (stream) => ({ stream, since: 0, limit: 10 }),
  command: (_, stream) => {
    const commandId = uuid();
    const data = { messageId: commandId, text: 'Hello', to: 'everyone', sentAt: 1 };
    return { commandId, stream, type: 'message.post', data };
  },
  ephemeral: (_, stream) => ({ stream, kind: 'typing' }),
  mark: (_, stream) => ({ stream, delivered: 1, read: [] }),
  signal: (stream) => ({
    stream,
    to: { participantId: uuid(), endpoint: uuid(), deviceId: null },
    epoch: 1,
    seq: 0,
    kind: 'bye',
    data: '',
  }),
};
/** A signal needs somebody who hears it: `streams-socket.test.ts` has both cases. Here it goes to nobody, which is a no for all. */
const UNIFORM = ['signal'];

it('SEC-A2 the table of the socket names every message, and no other', () => {
  expect(Object.keys(SENT).sort()).toEqual(Object.keys(CLIENT_MESSAGES).sort());
});

it('SEC-A2 what is of one session, by REST or socket, is for those in it, whatever their role', async () => {
  // From here on devices prove themselves, as customers do.
  jest.restoreAllMocks();
  const owner = await Csr.another(api);
  const { session, maria } = await aSessionWithMaria(owner);
  const seats: Record<Seat, Person> = {
    owner,
    customer: maria,
    agent: await maria.agent(),
    csr: await Csr.another(api),
    supervisor: await Csr.signIn(api, emails.get('supervisor') ?? '', PASSWORD),
    administrator: await Csr.signIn(api, emails.get('administrator') ?? '', PASSWORD),
    'guest of another': (await aSessionWithMaria(await Csr.another(api))).maria,
    expert: await Expert.join(owner, session.id, EXPERT_RIGHTS),
    'expert of another': expert,
  };
  for (const seat of SEATS) {
    const who = seats[seat];
    const inside = INSIDE.includes(seat);
    const seen: Record<string, boolean> = {};
    const pages = [`/streams/${session.id}/events`, `/streams/${session.conversationId}/events`];
    for (const path of pages) seen[path] = (await who.call('GET', `${path}?since=0&limit=10`)).status === 200;
    seen['a chat line'] =
      (
        await who.call(
          'POST',
          `/streams/${session.conversationId}/commands`,
          SENT['command']?.('', session.conversationId),
        )
      ).status === 200;
    const line = await Line.open(who);
    await line.ask('subscribe', { stream: session.conversationId, since: 0 });
    for (const name of Object.keys(CLIENT_MESSAGES).filter((one) => !UNIFORM.includes(one)))
      seen[name] = (await line.ask(name, SENT[name]?.(session.id, session.conversationId))).ok;
    expect([seat, seen]).toEqual([seat, Object.fromEntries(Object.keys(seen).map((what) => [what, inside]))]);
    expect([seat, (await line.ask('signal', SENT['signal']?.(session.id, ''))).ok]).toEqual([seat, false]);
    line.close();
    const fromOutside = seat.startsWith('expert');
    const account = !['customer', 'agent', 'guest of another'].includes(seat);
    for (const [verb, path, body] of [
      ['GET', `/sessions/${session.id}`, undefined],
      ['POST', `/sessions/${session.id}/invites`, { inviteId: uuid() }],
      ['POST', `/sessions/${session.id}/colleagues`, { inviteId: uuid(), accountId: null }],
      ['POST', `/sessions/${session.id}/experts`, { inviteId: uuid(), rights: [] }],
    ] as const) {
      const { status } = await who.call(verb, path, body);
      const own = inside ? expect.any(Number) : 404;
      const verdict = fromOutside ? 403 : account ? own : 401;
      expect([seat, path, status]).toEqual([seat, path, verdict]);
      if (inside && account && !fromOutside) expect(status).toBeLessThan(300);
    }
  }
});
