import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETUP_TOKEN, startApi, type TestApi } from '../support/api';
import { RestClient } from '../support/rest';

const CANARY = 'canary-4f1c-quiet-harbour';
const EMAIL = 'canary.person@example.org';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { LOG_LEVEL: 'trace' } });
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
