import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startApi, type TestApi } from '../support/api';

const page = (name: string) =>
  `<!doctype html><html><head><title>${name}</title><script type="module" src="/assets/main-1a2b.js"></script></head></html>`;
const FILES = {
  'console/index.html': page('console'),
  'console/assets/main-1a2b.js': 'export {}',
  'console/assets/main-1a2b.js.map': '{}',
  'console/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'customer/index.html': page('customer'),
  'customer/assets/main-3c4d.js': 'export {}',
  'customer/assets/main-3c4d.js.br': brotliCompressSync('export {}'),
  'customer/assets/main-3c4d.js.gz': gzipSync('export {}'),
};

let webDir: string;
let api: TestApi;
beforeAll(async () => {
  webDir = mkdtempSync(join(tmpdir(), 'relevo-test-web-'));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(webDir, name)), { recursive: true });
    writeFileSync(join(webDir, name), content);
  }
  api = await startApi({ webDir });
});
afterAll(async () => {
  await api.close();
  rmSync(webDir, { recursive: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

it.each([
  ['/', 'console'],
  ['/setup', 'console'],
  ['/sessions/0192-a', 'console'],
  ['/joining', 'console'],
  ['/join', 'customer'],
  ['/join/', 'customer'],
  ['/join/code', 'customer'],
  ['/q/help', 'customer'],
  ['/queues', 'console'],
])('%s is the page of the %s, asked for anew each time', async (path, name) => {
  const { status, headers, text } = await get(path);
  expect([status, headers.get('cache-control'), headers.get('content-type')]).toEqual([
    200,
    'no-cache',
    'text/html; charset=utf-8',
  ]);
  expect(text).toContain(`<title>${name}</title>`);
  expect(text.indexOf('/relevo-policy.js')).toBeLessThan(text.indexOf('/assets/'));
});

it.each(['br', 'gzip', 'identity'])('sends scripts as the browser takes them: %s', async (encoding) => {
  const { status, headers, text } = await get('/join/assets/main-3c4d.js', { 'accept-encoding': encoding });
  expect([status, text, headers.get('content-encoding')]).toEqual([
    200,
    'export {}',
    encoding === 'identity' ? null : encoding,
  ]);
  expect(headers.get('content-type')).toBe('application/javascript; charset=utf-8');
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(headers.get('vary')).toContain('accept-encoding');
});

it('has no address for the compressed files themselves', async () => {
  expect((await get('/join/assets/main-3c4d.js.br')).status).toBe(404);
});

it('keeps what has a hash in its name for ever, and nothing else', async () => {
  for (const path of ['/assets/main-1a2b.js', '/join/assets/main-3c4d.js'])
    expect((await get(path)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const path of ['/icon.svg', '/relevo-policy.js'])
    expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
});

it.each([
  '/assets/none.js',
  '/assets/main-1a2b.js.map',
  '/main.js',
  '/api',
  '/api/v1/none',
  '/API/v1/site',
  '/..%2f..%2fpackage.json',
  '/assets/..%2findex.html',
])('%s is not found, as JSON', async (path) => {
  const { status, text } = await get(path);
  expect([status, JSON.parse(text)]).toMatchObject([404, { code: 'NOT_FOUND' }]);
});

it('every answer forbids what our pages do not need', async () => {
  for (const path of ['/', '/join', '/api/v1/site', '/api/v1/none', '/assets/main-1a2b.js']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "connect-src 'self' ws://localhost:",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect([path, policy]).toEqual([path, expect.stringContaining(part)]);
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain("'unsafe-eval'");
    expect([
      headers.get('referrer-policy'),
      headers.get('x-content-type-options'),
      headers.get('x-frame-options'),
      headers.get('permissions-policy'),
    ]).toEqual(['no-referrer', 'nosniff', 'DENY', expect.stringContaining('geolocation=()')]);
  }
});

it('the page that describes the interface has a policy of its own, and loads nothing from elsewhere', async () => {
  const { status, headers, text } = await get('/api/docs');
  expect([status, headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining("script-src 'self'"),
  ]);
  expect(text).not.toMatch(/(src|href)="https?:/);
  expect((await get('/api/docs/swagger-ui-init.js')).status).toBe(200);
});

it('says kindly that the pages are not built', async () => {
  const bare = await startApi({ webDir: join(webDir, 'nowhere') });
  const response = await fetch(`${bare.url}/`);
  const text = await response.text();
  await bare.close();
  expect([response.status, text]).toEqual([503, expect.stringContaining('npm start')]);
});

const opened = (path: string, site?: string) =>
  fetch(`${api.url}${path}`, {
    redirect: 'manual',
    headers: site === undefined ? {} : { 'sec-fetch-site': site },
  });

it.each(['none', 'same-origin'])(
  'W4 the address that starts is the page when its person opened it (%s)',
  async (site) => {
    const response = await opened('/start?subject=Printer', site);
    expect([response.status, (await response.text()).includes('<title>console</title>')]).toEqual([
      200,
      true,
    ]);
  },
);

it.each(['cross-site', 'same-site', undefined])(
  'W4 opened from elsewhere (%s) it asks first',
  async (site) => {
    for (const [path, asking] of [
      ['/start', '/start?ask=1'],
      ['/start?subject=a%20b&code=1', '/start?subject=a%20b&code=1&ask=1'],
    ] as const) {
      const response = await opened(path, site);
      expect([response.status, response.headers.get('location')]).toEqual([302, asking]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect((await opened(asking, site)).status).toBe(200);
    }
  },
);

it('W4 the installed program offers a start, in the language of the browser', async () => {
  const response = await fetch(`${api.url}/manifest.webmanifest`, {
    headers: { 'accept-language': 'it-IT,it' },
  });
  expect(response.headers.get('content-type')).toBe('application/manifest+json; charset=utf-8');
  expect(await response.json()).toMatchObject({
    lang: 'it',
    icons: [{ src: '/icon.svg' }],
    shortcuts: [{ name: 'Avvia sessione', url: '/start' }],
  });
});
