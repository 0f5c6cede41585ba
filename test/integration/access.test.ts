import { startApi, type TestApi } from '../support/api';
import { anAccount, PASSWORD, type Refused, RestClient, signedIn } from '../support/rest';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const FORBIDDEN = { code: 'FORBIDDEN' };

describe('requests that another site could cause', () => {
  const FORGED: [string, Record<string, string>][] = [
    ['without our header', { 'x-relevo': '' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from a page without origin', { origin: 'null' }],
    ['from our host on another port', { origin: 'http://localhost:1' }],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
  ];

  it.each(FORGED)('are refused %s, signed in or not', async (_name, headers) => {
    const { client } = await signedIn(api);
    const forged = new RestClient(api, headers);
    const { email } = await anAccount(api);
    const signIn: Refused = await forged.post('/sign-in', { email, password: PASSWORD });
    expect([signIn.status, signIn.body]).toMatchObject([403, FORBIDDEN]);
    forged.cookie = client.cookie;
    const signOut: Refused = await forged.post('/sign-out');
    expect([signOut.status, signOut.body]).toMatchObject([403, FORBIDDEN]);
    expect((await client.get('/me')).status).toBe(200);
  });

  it('are accepted from our own page under each name of this machine', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const { client } = await signedIn(api);
      const page = new RestClient(api, {
        origin: `http://${host}:${new URL(api.url).port}`,
        'sec-fetch-site': 'same-origin',
      });
      page.cookie = client.cookie;
      expect((await page.post('/sign-out')).status).toBe(204);
    }
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('are refused with a body of type %s', async (type) => {
    const response = await fetch(`${api.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'x-relevo': '1', 'content-type': type },
      body: JSON.stringify({ email: 'ana@example.org', password: PASSWORD }),
    });
    expect([response.status, await response.json()]).toMatchObject([415, { code: 'BAD_REQUEST' }]);
  });
});

describe('roles', () => {
  it.each([
    ['csr', 403],
    ['supervisor', 403],
    ['administrator', 200],
  ] as const)('a %s gets %i for the settings of the site', async (role, status) => {
    const { client } = await signedIn(api, { role });
    expect((await client.get('/site/settings')).status).toBe(status);
  });

  it('nobody gets 401, and so does a made-up cookie or credential', async () => {
    const client = new RestClient(api);
    const answers = [await client.get('/site/settings')];
    client.cookie = `sid=${'A'.repeat(43)}`;
    answers.push(await client.get('/site/settings'));
    answers.push(await new RestClient(api, { authorization: 'Bearer made-up' }).get('/site/settings'));
    for (const { status, body } of answers)
      expect([status, body]).toMatchObject([401, { code: 'NOT_SIGNED_IN' }]);
  });
});

describe('input', () => {
  const post = async (body: string) => {
    const response = await fetch(`${api.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'x-relevo': '1', 'content-type': 'application/json' },
      body,
    });
    return [response.status, await response.json()];
  };

  it('says where it does not fit the contract', async () => {
    expect(await post('{"email":"nobody","password":"","more":1}')).toEqual([
      400,
      {
        code: 'BAD_REQUEST',
        message: 'the input does not fit the contract',
        issues: expect.arrayContaining([{ path: 'email', message: expect.any(String) }]),
      },
    ]);
  });

  it.each([
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['a number', '1', 400],
    ['a prototype', '{"__proto__":{"admin":true},"email":"a@example.org","password":"x"}', 400],
    ['a constructor', '{"constructor":{"prototype":{}},"email":"a@example.org","password":"x"}', 400],
    ['65 KiB', JSON.stringify({ email: 'a@example.org', password: 'x'.repeat(65 * 1024) }), 413],
  ])('%s is refused with our body', async (_name, body, status) => {
    expect(await post(body)).toMatchObject([status, { code: 'BAD_REQUEST' }]);
  });

  it('an unknown path, or another method, is not found, with our body', async () => {
    const client = new RestClient(api);
    for (const answer of [
      await client.get('/nothing'),
      await client.post('/site'),
      await client.send('DELETE', '/me'),
    ])
      expect([answer.status, answer.body]).toMatchObject([404, { code: 'NOT_FOUND' }]);
  });
});

describe('numbers', () => {
  const read = (headers: Record<string, string>) => fetch(`${api.url}/metrics`, { headers });

  it('are for this machine only, and name routes, not addresses', async () => {
    await new RestClient(api).get('/site?secret=metrics-canary');
    const text = await (await read({})).text();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/site",status="200"\} \d+/,
    );
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('canary');
    expect((await read({ 'x-forwarded-for': '203.0.113.1' })).status).toBe(404);
    expect((await read({ forwarded: 'for=203.0.113.1' })).status).toBe(404);
    // Without a setting no token opens them.
    expect((await read({ forwarded: 'for=203.0.113.1', authorization: 'Bearer ' })).status).toBe(404);
  });

  it('are for a collector elsewhere that has the token, and for nobody with another one', async () => {
    const METRICS_TOKEN = 'metrics-token-of-this-test';
    const other = await startApi({ env: { METRICS_TOKEN } });
    const elsewhere = { 'x-forwarded-for': '203.0.113.1' };
    const status = async (authorization?: string) =>
      (
        await fetch(`${other.url}/metrics`, {
          headers: { ...elsewhere, ...(authorization !== undefined && { authorization }) },
        })
      ).status;
    expect(await status(`Bearer ${METRICS_TOKEN}`)).toBe(200);
    for (const wrong of [undefined, 'Bearer', `Bearer ${METRICS_TOKEN}x`, METRICS_TOKEN])
      expect([wrong, await status(wrong)]).toEqual([wrong, 404]);
    await other.close();
  });
});
