import { request } from 'node:http';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../../apps/api/src/accounts/account.entity';
import { SETUP_TOKEN, startApi, type TestApi } from '../support/api';
import { PASSWORD, RestClient } from '../support/rest';

const body = (n = 1, token = SETUP_TOKEN) => ({
  token,
  email: `First${n}@Example.org`,
  name: 'First Administrator',
  password: PASSWORD,
});

/** Sends a path exactly as it is written; `fetch` would tidy it. */
const send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  content: string,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    request({ hostname, port, method, path, headers, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end(content);
  });

let api: TestApi;
let client: RestClient;
const accounts = () => api.app.get(DataSource).getRepository(AccountEntity).find();

beforeAll(async () => {
  api = await startApi();
  client = new RestClient(api);
});
afterAll(() => api.close());

describe('before the first account', () => {
  it('SEC-A1 set-up needs the one-time token, and says the same whatever is wrong with it', async () => {
    expect((await client.get('/setup')).body).toEqual({ needed: true });
    const wrong = await client.post('/setup', body(1, 'test-setup-token-000001'));
    expect([wrong.status, wrong.body]).toEqual([404, { code: 'NOT_FOUND', message: 'NOT_FOUND' }]);
    expect(await accounts()).toHaveLength(0);
  });

  it('SEC-A1 a server without a token has no set-up', async () => {
    const other = await startApi({ env: { SETUP_TOKEN: undefined } });
    const refused = await new RestClient(other).post('/setup', body());
    await other.close();
    expect(refused.status).toBe(404);
  });

  it('refuses a common password and one of 14 characters', async () => {
    const common = await client.post('/setup', { ...body(), password: 'passwordpassword' });
    const short = await client.post('/setup', { ...body(), password: 'kT9#vw2!Lq0fPz' });
    expect([common.status, common.body]).toMatchObject([422, { code: 'WEAK_PASSWORD' }]);
    expect([short.status, short.body]).toMatchObject([400, { issues: [{ path: 'password' }] }]);
    expect(await accounts()).toHaveLength(0);
  });
});

describe('the first account', () => {
  it('SEC-A1 of ten set-ups at once exactly one makes an administrator, who is signed in', async () => {
    const clients = Array.from({ length: 10 }, () => new RestClient(api));
    const answers = await Promise.all(clients.map((one, n) => one.post('/setup', body(n))));
    const winners = clients.filter((_, n) => answers[n]?.status === 201);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      201,
      ...Array<number>(9).fill(404),
    ]);
    expect(await accounts()).toMatchObject([{ role: 'administrator', name: 'First Administrator' }]);
    expect((await winners[0]?.get('/me'))?.body).toMatchObject({ role: 'administrator' });
    expect((await client.get('/setup')).body).toEqual({ needed: false });
  });
});

describe('after the first account', () => {
  const VARIANTS = [
    '/api/v1/setup',
    '/api/v1/setup/',
    '/api/v1/setup//',
    '/api/v1//setup',
    '//api/v1/setup',
    '/api/v1/Setup',
    '/API/V1/SETUP',
    '/api/v1/%73etup',
    '/api/v1/setu%70',
    '/api/v1/setup%2f',
    '/api/v1/setup%00',
    '/api/v1/setup;a=b',
    '/api/v1/setup.json',
    '/api/v1/setup?needed=true',
    '/api/v1/./setup',
    '/api/v1/site/../setup',
    '/api/v1/site/%2e%2e/setup',
    '/api/v1/setup/again',
    '/api/v2/setup',
    '/setup',
    '/join/../api/v1/setup',
  ];
  const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  const OVERRIDES: Record<string, string>[] = [
    {},
    { 'x-http-method-override': 'POST' },
    { 'x-method-override': 'POST' },
    { 'x-original-url': '/api/v1/setup' },
    { 'x-rewrite-url': '/api/v1/setup' },
  ];

  it.each(VARIANTS)('SEC-A1 no method at %s opens set-up again', async (path) => {
    const content = JSON.stringify(body(77));
    for (const method of METHODS)
      for (const extra of OVERRIDES) {
        const length = String(Buffer.byteLength(content));
        const headers = {
          'content-type': 'application/json',
          'content-length': length,
          'x-relevo': '1',
          ...extra,
        };
        expect([method, extra, await send(method, path, headers, content)]).toEqual([method, extra, 404]);
      }
    expect(await accounts()).toHaveLength(1);
  });

  it('SEC-A1 not even a new start with a new token opens set-up again', async () => {
    const again = await startApi({
      database: api.database,
      env: { SETUP_TOKEN: 'another-token-0000000000' },
    });
    const refused = await new RestClient(again).post('/setup', body(78, 'another-token-0000000000'));
    await again.close();
    expect(refused.status).toBe(404);
    expect(await accounts()).toHaveLength(1);
  });
});
