import { randomBytes, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import https from 'node:https';
import { PATIENCE_MS, startReverseProxy, until } from '@relevo/testing';
import { io } from 'socket.io-client';
import { createApp } from '../../apps/api/src/app';
import { readConfig } from '../../apps/api/src/platform/config';
import { startApi } from '../support/api';
import { TestCertificate } from '../support/certificate';
import { plainRequest } from '../support/plain-request';

const PUBLIC = 'https://support.example.org';
/** Tokens that one address may try in a minute. */
const MOST = 120;
const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

let certificate: TestCertificate;
beforeAll(async () => {
  certificate = await TestCertificate.make();
});
afterAll(() => certificate.remove());

it('speaks HTTPS with TLS_CERT and TLS_KEY, and a renewed certificate is served without ending a connection', async () => {
  const own = await TestCertificate.make();
  const api = await startApi({ env: { ...own.env, PUBLIC_URL: undefined } });
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ca: own.cert });
  const kept = () => plainRequest(`${api.url}/api/v1/health/ready`, { agent });
  const first = await kept();
  expect([first.status, first.fingerprint]).toEqual([200, fingerprintOf(own.cert)]);
  // Behind HSTS nobody could accept a certificate that only vouches for itself.
  expect(first.headers['strict-transport-security']).toBeUndefined();
  const old = own.cert;

  // Half of a new pair, as while it is copied, changes nothing.
  const { key } = own;
  await own.renew();
  writeFileSync(own.files.key, key);
  await until('the log tells of the pair that does not fit', PATIENCE_MS, async () =>
    api.logs().includes('TLS_KEY must be the key of TLS_CERT') ? true : null,
  );
  expect((await plainRequest(`${api.url}/api/v1/health/live`, { ca: old })).status).toBe(200);
  writeFileSync(own.files.key, own.key);
  const shown = await until('the new certificate is shown', PATIENCE_MS, () =>
    plainRequest(`${api.url}/api/v1/health/live`, { ca: own.cert }).catch(() => null),
  );
  expect(shown.fingerprint).toBe(fingerprintOf(own.cert));
  // The connection of before goes on.
  expect((await kept()).status).toBe(200);
  agent.destroy();
  await api.close();
  own.remove();
});

it('refuses certificate files that cannot be used, by name', async () => {
  const other = await TestCertificate.make();
  const config = (env: Record<string, string>) =>
    readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', SITE_SECRET: 'A'.repeat(43), ...env });
  const told = (env: Record<string, string>) => createApp(config(env)).then(String, String);
  expect(await told({ ...certificate.env, TLS_KEY: other.files.key })).toContain(
    'TLS_KEY must be the key of TLS_CERT',
  );
  expect(await told({ ...certificate.env, TLS_CERT: certificate.files.key })).toContain(
    'TLS_CERT must be a PEM file',
  );
  expect(await told({ ...certificate.env, TLS_CERT: '/nowhere/cert.pem' })).toContain(
    'TLS_CERT cannot be read',
  );
  other.remove();
});

it('a browser that came over plain HTTP, and not from this machine, is sent to the public address', async () => {
  const api = await startApi({ env: { PUBLIC_URL: PUBLIC, TRUST_PROXY: '127.0.0.1' } });
  const at = (path: string, headers: Record<string, string>) =>
    plainRequest(`${api.url}${path}`, { headers });
  const sent = await at('/join/code?x=1', { host: 'support.example.org', 'x-forwarded-proto': 'http' });
  expect([sent.status, sent.headers.location, sent.headers['strict-transport-security']]).toEqual([
    308,
    `${PUBLIC}/join/code?x=1`,
    undefined,
  ]);
  // Wherever the request says it wants to go, it is sent to the public address only.
  const forged = await at('//evil.example/x', { host: 'evil.example', 'x-forwarded-proto': 'http' });
  expect(new URL(forged.headers.location ?? '').host).toBe('support.example.org');
  // Over TLS it gets the page and is told to stay with TLS.
  const safe = await at('/join', { host: 'support.example.org', 'x-forwarded-proto': 'https' });
  expect([safe.status < 500 || safe.text.includes('not built'), safe.headers.location]).toEqual([
    true,
    undefined,
  ]);
  expect(safe.headers['strict-transport-security']).toBe('max-age=31536000');
  await api.close();
});

it.each([
  ['en-GB,en;q=0.9', 'This address is not secure'],
  ['es', 'Esta dirección no es segura'],
  ['it-IT', 'Questo indirizzo non è sicuro'],
])('without any TLS it says so and what to do, in %s', async (language, title) => {
  const api = await startApi();
  const headers = { host: '192.168.1.5:3000', 'accept-language': language };
  for (const path of ['/', '/join', '/sessions/1']) {
    const { status, text } = await plainRequest(`${api.url}${path}`, { headers });
    expect([status, text]).toEqual([403, expect.stringContaining(`<h1>${title}</h1>`)]);
    expect(text).toContain('npm start -- --lan');
  }
  const hostile = await plainRequest(`${api.url}/`, { headers: { ...headers, host: '<b>evil</b>' } });
  expect(hostile.text).not.toContain('<b>');
  // This machine itself needs no TLS.
  const local = await plainRequest(`${api.url}/`, { headers: { host: 'localhost:3000' } });
  expect([local.text.includes(title), local.headers['strict-transport-security']]).toEqual([
    false,
    undefined,
  ]);
  await api.close();
});

describe('behind a reverse proxy that ends TLS', () => {
  it('SEC-J3 forged X-Forwarded-For neither evades a limit nor spends the one of others', async () => {
    const api = await startApi({ env: { PUBLIC_URL: PUBLIC, TRUST_PROXY: '127.0.0.1' } });
    const proxy = await startReverseProxy(Number(api.env['PORT']), certificate);
    /** How many of these guesses are answered before the sender must wait; each pretends to be somebody else. */
    const answered = async (url: string, localAddress: string, tries: number): Promise<number> => {
      const statuses: number[] = [];
      for (let n = 0; n < tries; n += 1) {
        const headers = { 'x-forwarded-for': `198.51.100.${n}, 203.0.113.9` };
        const body = { proof: { token: randomBytes(16).toString('base64url') } };
        const sent = { method: 'POST', localAddress, ca: certificate.cert, headers, body };
        statuses.push((await plainRequest(`${url}/api/v1/invites/preview`, sent)).status);
      }
      expect(new Set(statuses)).toEqual(new Set(tries > MOST ? [404, 429] : [404]));
      return statuses.filter((status) => status === 404).length;
    };
    const proxied = `https://127.0.0.1:${proxy.port}`;
    expect(await answered(proxied, '127.0.0.2', MOST + 5)).toBe(MOST);
    expect(await answered(proxied, '127.0.0.3', 5)).toBe(5);
    // Past the proxy, nobody's word is believed.
    expect(await answered(api.url, '127.0.0.4', MOST + 5)).toBe(MOST);
    expect(await answered(proxied, '127.0.0.3', 5)).toBe(5);
    await proxy.close();
    await api.close();
  });

  it('people sign in, and the socket opens, with the public origin only', async () => {
    const api = await startApi({ env: { PUBLIC_URL: PUBLIC, TRUST_PROXY: '127.0.0.1' } });
    const proxy = await startReverseProxy(Number(api.env['PORT']), certificate);
    const refusal = (origin: string) =>
      new Promise<string>((resolve) => {
        const socket = io(`https://127.0.0.1:${proxy.port}`, {
          path: '/api/v1/socket',
          transports: ['websocket'],
          reconnection: false,
          ca: certificate.cert,
          extraHeaders: { origin },
        });
        socket.once('connect_error', (error) => {
          socket.close();
          resolve(error.message);
        });
      });
    // The upgrade went through the proxy to the handshake, which wants a ticket; another origin gets not so far.
    expect(await refusal(PUBLIC)).not.toBe('websocket error');
    expect(await refusal('https://evil.example')).toBe('websocket error');
    await proxy.close();
    await api.close();
  });
});
