import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { SETUP_TOKEN, startApi, type TestApi } from '../support/api';
import { sendRaw } from '../support/raw-http';
import { PASSWORD, RestClient } from '../support/rest';

jest.setTimeout(120_000);

let api: TestApi;
let count = 0;
const content = (): string => {
  count += 1;
  return JSON.stringify({
    token: SETUP_TOKEN,
    email: `intruder${count}@example.org`,
    name: 'Intruder',
    password: PASSWORD,
  });
};
const HEADERS = ['content-type: application/json', 'x-relevo: 1', 'connection: close'];

/** A request as it goes over the wire. */
const request = (line: string, extra: readonly string[] = [], body = content()): string =>
  [
    line,
    'host: localhost',
    ...HEADERS,
    ...extra,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
const post = (path: string, extra: readonly string[] = []): string => request(`POST ${path} HTTP/1.1`, extra);
const accounts = async (): Promise<string[]> =>
  (await api.app.get(DataSource).query('SELECT email FROM accounts ORDER BY email')).map(
    ({ email }: { email: string }) => email,
  );

/** Sends it, and nothing has come of it: no account, no cookie, no success. */
const opensNothing = async (bytes: string): Promise<void> => {
  const { statuses, text } = await sendRaw(api.url, bytes);
  expect([bytes.slice(0, 120), statuses.filter((status) => status === 201)]).toEqual([
    bytes.slice(0, 120),
    [],
  ]);
  expect(text.toLowerCase()).not.toContain('set-cookie');
};

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('SEC-A1 the very bytes that the rest of this file varies do set up a new site', async () => {
  const { statuses } = await sendRaw(api.url, post('/api/v1/setup'), 10_000, false);
  expect(statuses).toEqual([201]);
  expect(await accounts()).toEqual(['intruder1@example.org']);
  expect((await new RestClient(api).get('/setup')).body).toEqual({ needed: false });
});

describe('once an administrator exists', () => {
  afterEach(async () => {
    expect(await accounts()).toEqual(['intruder1@example.org']);
  });

  const PATHS = [
    '/api/v1/setup',
    '/api/v1/setup/',
    '/api/v1/setup//',
    '/api/v1//setup',
    '//api/v1/setup',
    '/api/v1/SETUP',
    '/API/V1/setup',
    '/api/v1/%73etup',
    '/api/v1/%2573etup',
    '/api/v1/setup%2f',
    '/api/v1/setup%252f',
    '/api/v1/setup%5c',
    '/api/v1\\setup',
    '/api/v1/setup%00',
    '/api/v1/setup%20',
    '/api/v1/setup%0d%0a',
    '/api/v1/setup;jsessionid=1',
    '/api/v1/setup.json',
    '/api/v1/setup?_method=POST',
    '/api/v1/setup#x',
    '/api/v1/./setup',
    '/api/v1/x/../setup',
    '/api/v1/x/%2e%2e/setup',
    '/api/v1/x/%252e%252e/setup',
    '/api/v1/..;/v1/setup',
    '/join/../api/v1/setup',
    '/%61pi/v1/setup',
    '/api%2fv1%2fsetup',
    '/api/v1/setup/again',
    '/api/v1/ſetup',
    'http://localhost/api/v1/setup',
    'http://elsewhere.example/api/v1/setup',
    '*',
    '',
  ];
  const METHODS = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'post',
    'QUERY',
    'PROPFIND',
  ];
  const OVERRIDES = [
    [],
    ['x-http-method-override: POST'],
    ['x-http-method: POST'],
    ['x-method-override: POST'],
    ['x-original-url: /api/v1/setup'],
    ['x-rewrite-url: /api/v1/setup'],
    ['x-forwarded-prefix: /api/v1/setup', 'x-forwarded-host: localhost', 'forwarded: for=127.0.0.1'],
  ];

  it.each(PATHS)('SEC-A1 no method at %p sets up again, with or without an override', async (path) => {
    await Promise.all(
      METHODS.flatMap((method) =>
        OVERRIDES.map((extra) => opensNothing(request(`${method} ${path} HTTP/1.1`, extra))),
      ),
    );
  });

  it.each([
    ['HTTP/1.0', () => request('POST /api/v1/setup HTTP/1.0')],
    [
      'a second request on the same line',
      () => post('/api/v1/site').replace('close', 'keep-alive') + post('/api/v1/setup'),
    ],
    ['content after the body', () => `${post('/api/v1/setup')}\r\n\r\nPOST /api/v1/setup HTTP/1.1\r\n\r\n`],
    ['chunks and a length at once', () => post('/api/v1/setup', ['transfer-encoding: chunked'])],
    ['two lengths', () => post('/api/v1/setup', ['content-length: 0'])],
    ['a tab instead of a blank', () => post('/api/v1/setup').replace('POST /', 'POST\t/')],
    ['a blank in the path', () => request('POST /api/v1/setup x HTTP/1.1')],
    ['an upgrade', () => post('/api/v1/setup', ['upgrade: h2c', 'connection: upgrade'])],
    ['another host', () => post('/api/v1/setup').replace('host: localhost', 'host: setup.localhost')],
    ['a body twice', () => request('POST /api/v1/setup HTTP/1.1', [], content() + content())],
  ])('SEC-A1 neither does %s', async (_name, bytes) => {
    await opensNothing(bytes());
  });

  it('SEC-A1 nor does any of 3,000 paths and methods that a generator makes of the way to it', async () => {
    const bit = fc.constantFrom(
      ...[
        '/',
        '//',
        '\\',
        '.',
        '..',
        '%2e',
        '%2E%2e',
        '%2f',
        '%5c',
        '%00',
        ';',
        ';a=b',
        '?',
        '#',
        '%',
        '%25',
        ' ',
      ],
      ...[
        'api',
        'API',
        'v1',
        'V1',
        'setup',
        'Setup',
        'set',
        'up',
        '%73etup',
        'setu%70',
        'se\u200btup',
        's%65tup',
        '*',
        '~',
      ],
    );
    const path = fc
      .tuple(fc.constantFrom('/api/v1/setup', '/api/v1/', '/api/', '/', ''), fc.array(bit, { maxLength: 5 }))
      .map(([start, bits]) => start + bits.join(''));
    const method = fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'GET', 'HEAD', 'PATCH', 'POST ', 'pOST');
    const extra = fc.constantFrom(...OVERRIDES);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(method, path, extra), { minLength: 20, maxLength: 20 }),
        async (tries) => {
          await Promise.all(
            tries.map(([verb, way, headers]) => opensNothing(request(`${verb} ${way} HTTP/1.1`, headers))),
          );
        },
      ),
      { numRuns: 150, endOnFailure: true },
    );
  });
});
