import { generateSync } from 'otplib';
import { v7 as uuid } from 'uuid';
import { ACCOUNT_ENTITIES } from '../../apps/api/src/accounts/account-entities';
import { disableAccount, resetAccount } from '../../apps/api/src/accounts/administration/change-account';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import { resetPassword } from '../../apps/api/src/accounts/reset-password';
import { withDatabase } from '../../apps/api/src/platform/database/with-database';
import { type ApiProcess, ApiProcesses } from '../support/api-process';
import { Line } from '../support/line';
import { aSessionWithMaria, Caller, Csr, Expert } from '../support/people';
import { PASSWORD, RestClient } from '../support/rest';

jest.setTimeout(240_000);

const NEXT = 'seven lamps by the harbour';
let site: ApiProcesses;
let one: ApiProcess;
let two: ApiProcess;
let admin: RestClient;

/** From the answer at the first node to the end of the socket at the second, in ms; 0 = the socket ended first. */
const delays: number[] = [];

beforeAll(async () => {
  site = await ApiProcesses.start(2);
  [one, two] = site.nodes as [ApiProcess, ApiProcess];
  admin = (await person('administrator')).client;
});
afterAll(async () => {
  const longest = Math.round(Math.max(...delays));
  process.stdout.write(`${delays.length} ends: the sockets at the other node ended within ${longest} ms\n`);
  await site?.close();
});

const inDatabase = <Result>(work: Parameters<typeof withDatabase<Result>>[2]): Promise<Result> =>
  withDatabase(site.database.url, ACCOUNT_ENTITIES, (manager) => manager.transaction(work));

/** Somebody who is signed in at the first node. */
const person = async (role: 'csr' | 'administrator' = 'csr') => {
  const email = `${uuid()}@example.org`;
  const account = await inDatabase((manager) =>
    createAccount(manager, { email, name: 'Luca Bianchi', role, language: 'en', password: PASSWORD }),
  );
  const client = new RestClient(one);
  await client.post('/sign-in', { email, password: PASSWORD });
  return { client, id: account.id, email };
};

/** The same person in another browser, at the second node, with a socket there. */
const elsewhere = async (email: string) => {
  const client = new RestClient(two);
  await client.post('/sign-in', { email, password: PASSWORD });
  const line = await Line.open(new Caller(two as never, { cookie: client.cookie ?? '' }));
  const [current] = (
    await client.get<{ signIns: { id: string; current: boolean }[] }>('/me/sign-ins')
  ).body.signIns.filter((signIn) => signIn.current);
  return { client, line, signInId: current?.id ?? '' };
};
type Somebody = Awaited<ReturnType<typeof person>> & { other: Awaited<ReturnType<typeof elsewhere>> };

const turnOn = async ({ client }: Pick<Somebody, 'client'>): Promise<{ secret: string; codes: string[] }> => {
  const { secret } = (await client.post<{ secret: string }>('/me/second-step/begin', { password: PASSWORD }))
    .body;
  const code = generateSync({ secret });
  const { codes } = (await client.post<{ codes: string[] }>('/me/second-step/confirm', { code })).body;
  return { secret, codes };
};

/** What ends the part of an expert from outside, at the first node. */
const PARTS: [
  what: string,
  end: (owner: Csr, session: string, expert: Expert, me: string) => Promise<unknown>,
][] = [
  [
    'sent out by the owner',
    (owner, session, _, participantId) => owner.mustCommand(session, 'expert.remove', { participantId }),
  ],
  ['gone by themselves', (_, session, expert) => expert.mustCommand(session, 'participant.leave', {})],
  ['left when the session ends', (owner, session) => owner.mustCommand(session, 'session.end', {})],
];

/** What is done at the first node, or beside both, to somebody who is signed in at the second. */
const ENDINGS: [what: string, end: (who: Somebody) => Promise<unknown>][] = [
  ['a sign-out with the same cookie', ({ other }) => other.client.at(one).post('/sign-out')],
  ['a sign-out everywhere', ({ client }) => client.post('/sign-out-everywhere')],
  ['an end from the list', ({ client, other }) => client.post(`/me/sign-ins/${other.signInId}/end`)],
  ['an end of all others', ({ client }) => client.post('/me/sign-ins/end-others')],
  ['a new password', ({ client }) => client.post('/me/password', { current: PASSWORD, next: NEXT })],
  ['the second step turned on', (who) => turnOn(who)],
  ['an administrator who disables', ({ id }) => admin.post(`/accounts/${id}/disable`)],
  [
    'an administrator who resets the password',
    ({ id }) => admin.post(`/accounts/${id}/reset`, { password: true, secondStep: false }),
  ],
  [
    'an administrator who resets the second step',
    ({ id }) => admin.post(`/accounts/${id}/reset`, { password: false, secondStep: true }),
  ],
  [
    'the command line that disables',
    ({ email }) => inDatabase((manager) => disableAccount({ manager, by: null, at: new Date() }, { email })),
  ],
  [
    'the command line that resets the second step',
    ({ email }) =>
      inDatabase((manager) =>
        resetAccount({ manager, by: null, at: new Date() }, { email }, { password: false, secondStep: true }),
      ),
  ],
  [
    'the command line that resets the password',
    ({ email }) => inDatabase((manager) => resetPassword(manager, email, NEXT)),
  ],
];

it.each(ENDINGS)(
  'SEC-A4 %s ends request and socket at the other node, and nobody else’s',
  async (_what, end) => {
    const somebody = await person();
    const other = await elsewhere(somebody.email);
    const stranger = await person();
    const strangers = await elsewhere(stranger.email);
    expect((await other.client.get('/me')).status).toBe(200);
    let cutAt = 0;
    other.line.socket.once('disconnect', () => {
      cutAt = performance.now();
    });
    await end({ ...somebody, other });
    const answeredAt = performance.now();
    expect((await other.client.get('/me')).status).toBe(401);
    await other.line.until('the cut', () => other.line.closed);
    delays.push(Math.max(0, cutAt - answeredAt));
    expect((await other.client.post('/socket-tickets')).status).toBe(401);
    expect([(await strangers.client.get('/me')).status, strangers.line.closed]).toEqual([200, false]);
    strangers.line.close();
  },
);

it('SEC-A4 the second step turned off ends the others too', async () => {
  const somebody = await person();
  const { codes } = await turnOn(somebody);
  const client = new RestClient(two);
  const { challenge } = (
    await client.post<{ challenge: string }>('/sign-in', { email: somebody.email, password: PASSWORD })
  ).body;
  await client.post('/sign-in/code', { challenge, code: codes[0] });
  const line = await Line.open(new Caller(two as never, { cookie: client.cookie ?? '' }));
  expect(
    (await somebody.client.post('/me/second-step/off', { password: PASSWORD, code: codes[1] })).status,
  ).toBe(204);
  expect((await client.get('/me')).status).toBe(401);
  await line.until('the cut', () => line.closed);
  expect((await somebody.client.get('/me')).status).toBe(200);
});

it.each(PARTS)(
  'W39 SEC-A4 with the part of an expert from outside, %s, end request and socket at the other node, for good',
  async (_what, end) => {
    const { email } = await person();
    const owner = await Csr.signIn(one as never, email, PASSWORD);
    const { session } = await aSessionWithMaria(owner);
    const expert = await Expert.join(owner, session.id, ['notes']);
    const there = expert.at(two as never);
    const line = await Line.open(there);
    const { records } = await line.subscribe(session.id);
    const came = records
      .map(({ content }) => content?.body ?? '')
      .find((body) => body.includes('Marco Bruni'));
    const me = (JSON.parse(came ?? '{}') as { data: { participantId: string } }).data.participantId;
    let cutAt = 0;
    line.socket.once('disconnect', () => {
      cutAt = performance.now();
    });
    await end(owner, session.id, expert, me);
    const answeredAt = performance.now();
    expect((await there.call('GET', '/me')).status).toBe(401);
    await line.until('the cut', () => line.closed);
    delays.push(Math.max(0, cutAt - answeredAt));
    expect(cutAt - answeredAt).toBeLessThan(1000);
    expect((await expert.call('POST', '/socket-tickets')).status).toBe(401);
  },
);
