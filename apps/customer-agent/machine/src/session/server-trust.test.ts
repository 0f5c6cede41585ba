import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../../../../tools/supervisor/local-certificate';
import { CertificateRefused, trustServer } from './server-trust';

const requests: string[] = [];

const startServer = async (names: string[], now = Date.now()) => {
  const tls = await makeCertificate(names, now);
  const server = https.createServer(tls, (request, response) => {
    requests.push(request.url ?? '');
    response.end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const pin = new X509Certificate(tls.cert).fingerprint256.replaceAll(':', '').toLowerCase();
  return { url: `https://127.0.0.1:${port}`, pin, close: () => server.close() };
};

beforeEach(() => requests.splice(0));

it('a server that only vouches for itself is refused before a word, and known by its pin', async () => {
  const server = await startServer(['127.0.0.1']);
  await expect(trustServer(server.url, undefined)).rejects.toThrow(CertificateRefused);
  await expect(trustServer(server.url, 'ab'.repeat(32))).rejects.toThrow('another certificate');
  expect(requests).toEqual([]);
  const { fetch: pinned, ca } = await trustServer(server.url, server.pin);
  expect(ca).toContain('BEGIN CERTIFICATE');
  expect(await (await pinned?.(`${server.url}/x`))?.text()).toBe('hello');
  expect(requests).toEqual(['/x']);
  server.close();
});

it('what is pinned is good for that certificate only: not for another server, name or time', async () => {
  const [server, other, foreign, old] = await Promise.all([
    startServer(['127.0.0.1']),
    startServer(['127.0.0.1']),
    startServer(['example.org']),
    startServer(['127.0.0.1'], Date.now() - 400 * 86_400_000),
  ]);
  const { fetch: pinned } = await trustServer(server.url, server.pin);
  await expect(pinned?.(other.url)).rejects.toThrow('fetch failed');
  for (const wrong of [foreign, old]) {
    const trust = await trustServer(wrong.url, wrong.pin);
    await expect(trust.fetch?.(wrong.url)).rejects.toThrow('fetch failed');
  }
  expect(requests).toEqual([]);
  for (const one of [server, other, foreign, old]) one.close();
});

it('SEC-C11 a pinned server that is not there at first is not believed by other authorities a moment later', async () => {
  await expect(trustServer('https://127.0.0.1:1', 'ab'.repeat(32))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
});

it('says nothing of a server that is not there, nor of plain HTTP on this machine', async () => {
  expect(await trustServer('https://127.0.0.1:1', undefined)).toEqual({});
  expect(await trustServer('http://localhost:3000', undefined)).toEqual({});
});
