import { Logger } from '@nestjs/common';
import type { ChangedAccount, IceServers, InviteView, SecondStepNeeded } from '@relevo/contracts';
import { generateSync } from 'otplib';
import { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { SETUP_TOKEN, startApi, type TestApi } from '../support/api';
import { dumpOf, tracesOf } from '../support/dump';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr, Guest, tokenOf } from '../support/people';
import { PASSWORD, RestClient, signedIn } from '../support/rest';

const CANARY = 'canary-4f1c-quiet-harbour';
const TURN_SECRET = 'turn-secret-of-this-test-0123456789';
const EMAIL = 'canary.person@example.org';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { LOG_LEVEL: 'trace', ICE_URLS: 'turn:turn.example.org:3478', TURN_SECRET } });
});
afterAll(() => api.close());

it('SEC-D5 no secret of a request reaches logs, errors or numbers', async () => {
  const client = new RestClient(api, { authorization: `Bearer ${CANARY}`, 'x-canary': CANARY });
  const setUp = await client.post('/setup', {
    token: SETUP_TOKEN,
    email: EMAIL,
    name: 'Canary',
    password: `${CANARY} password`,
  });
  const cookie = client.cookie?.split('=')[1];
  const answers = [
    await client.post('/sign-in', { email: EMAIL, password: `${CANARY} wrong` }),
    await client.post('/sign-in', { email: EMAIL, password: 7, [CANARY]: CANARY }),
    await client.post(`/sign-in?token=${CANARY}`, { email: EMAIL, password: CANARY }),
    await client.get(`/nothing?token=${CANARY}`),
    await client.get('/me'),
  ];
  const numbers = await (await fetch(`${api.url}/metrics`)).text();

  expect(setUp.status).toBe(201);
  expect(api.logs()).toContain('/api/v1/setup');
  const everything = [api.logs(), JSON.stringify(answers.map(({ body }) => body)), numbers].join('\n');
  for (const secret of [`${CANARY} `, `"${CANARY}"`, `=${CANARY}`, SETUP_TOKEN, cookie, api.env.SITE_SECRET])
    expect(everything).not.toContain(secret);
});

it('SEC-D5 what somebody logs by mistake is redacted, and a failed statement keeps its values to itself', async () => {
  const log = new Logger('Test');
  log.warn(
    { password: CANARY, account: { token: CANARY }, request: { headers: { cookie: CANARY } } },
    'mistake',
  );
  const failure = await api.app
    .get(DataSource)
    .query('SELECT $1::int', [CANARY])
    .catch((error: unknown) => error);
  log.error({ err: failure }, 'a statement failed');

  expect(api.logs()).toContain('mistake');
  expect(api.logs()).toContain('a statement failed');
  expect(api.logs().match(/\[redacted\]/g)).toHaveLength(3);
  const lines = api.logs().split('\n');
  expect(lines.filter((line) => line.includes(`"password":"${CANARY}`))).toEqual([]);
  expect(
    JSON.parse(lines.find((line) => line.includes('a statement failed')) ?? '{}').err,
  ).not.toHaveProperty('parameters');
});

it('SEC-D5 nothing that people hold is anywhere in plain: logs, answers to mistakes, numbers, the database', async () => {
  const ana = await signedIn(api, { role: 'administrator' });
  const { session, maria } = await aSessionWithMaria(await Csr.signIn(api, ana.account.email, PASSWORD));
  const rest = async <T>(path: string, body?: unknown): Promise<T> => {
    const answer = await ana.client.post<T>(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status}`);
    return answer.body;
  };
  const invite = await rest<InviteView>(`/sessions/${session.id}/invites`, { inviteId: uuid() });
  const spoken = await rest<InviteView>(`/sessions/${session.id}/invites`, { inviteId: uuid() });
  const guest = await Guest.join(api, { code: spoken.code });
  const { code: attachCode } = await maria.must<{ code: string }>('POST', '/devices/codes');
  const { ticket } = await maria.must<{ ticket: string }>('POST', '/socket-tickets');
  const link = (
    await rest<ChangedAccount>('/accounts', {
      email: 'new@example.org',
      name: 'New',
      role: 'csr',
      language: 'en',
    })
  ).link?.url;
  const { secret } = await rest<{ secret: string }>('/me/second-step/begin', { password: PASSWORD });
  const code = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) });
  const { codes } = await rest<{ codes: string[] }>('/me/second-step/confirm', { code });
  const elsewhere = new RestClient(api);
  const { challenge } = (
    await elsewhere.post<SecondStepNeeded>('/sign-in', { email: ana.account.email, password: PASSWORD })
  ).body;
  const used = codes[0] ?? '';
  expect((await elsewhere.post('/sign-in/code', { challenge, code: used })).status).toBe(200);
  const turn = await maria.must<IceServers>('GET', `/ice-servers?session=${session.id}`);
  const cookies = [ana.client.cookie, elsewhere.cookie].map((cookie) => cookie?.split('=')[1]);
  const secrets: Readonly<Record<string, string | undefined>> = {
    password: PASSWORD,
    cookie: cookies[0],
    'cookie after a code': cookies[1],
    'invite token': tokenOf(invite),
    'spoken code': invite.code,
    'used spoken code': spoken.code,
    'device credential': maria.credential.credential,
    'credential by a code': guest.credential.credential,
    'attach code': attachCode,
    'socket ticket': ticket,
    'account link': new URL(link ?? '').hash.slice(1),
    'authenticator secret': secret,
    'recovery code': codes[1],
    'used recovery code': used,
    challenge,
    'TURN secret': TURN_SECRET,
    'TURN password': turn.iceServers.find(({ credential }) => credential)?.credential,
    'site secret': api.env.SITE_SECRET,
  };

  // Each of them in the wrong place.
  const answers: string[] = [];
  for (const held of Object.values(secrets)) {
    const strange = new RestClient(api, { authorization: `Bearer ${held}x`, cookie: `sid=${held}x` });
    for (const answer of [
      await ana.client.post('/sessions', { sessionId: held, subject: { held }, more: held }),
      await ana.client.get(`/sessions?state=${encodeURIComponent(held ?? '')}`),
      await strange.get(`/nothing?token=${encodeURIComponent(held ?? '')}`),
      await strange.post('/socket-tickets'),
      await strange.post('/invites/preview', { proof: { token: `${held}x` } }),
      await strange.post('/sign-in', { email: 'nobody@example.org', password: held }),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      answers.push(JSON.stringify(answer.body));
    }
  }
  await expect(Line.open(maria, { ticket: `${ticket}x` })).rejects.toThrow('NOT_SIGNED_IN');

  const places = {
    logs: api.logs(),
    answers: answers.join('\n'),
    numbers: await (await fetch(`${api.url}/metrics`)).text(),
    database: await dumpOf(api),
  };
  expect(places.logs).toContain('/api/v1/socket-tickets');
  expect(places.database).toContain(session.id);
  const found = Object.entries(secrets).flatMap(([name, held]) =>
    Object.entries(places)
      .filter(([, text]) => !held || tracesOf(held).some((trace) => text.includes(trace)))
      .map(([place]) => `${name} in ${place}`),
  );
  expect(found).toEqual([]);
});
