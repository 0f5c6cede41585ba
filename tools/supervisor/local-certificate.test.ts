import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localCertificate } from './local-certificate';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-26T12:00:00Z');
const NAMES = ['192.168.1.5', 'localhost', 'front-desk'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relevo-certificate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = async (names = NAMES, now = NOW) => {
  const made = await localCertificate(folder, names, now);
  return { ...made, x509: new X509Certificate(readFileSync(made.cert)) };
};

it('names every address, vouches for nobody else, fits its key, and only we can read the key', async () => {
  const { x509, key } = await read();
  expect(NAMES.map((name) => (isIP(name) ? x509.checkIP(name) : x509.checkHost(name)))).toEqual(NAMES);
  expect([x509.checkHost('example.org'), x509.checkIP('192.168.1.6'), x509.ca]).toEqual([
    undefined,
    undefined,
    false,
  ]);
  expect(x509.verify(x509.publicKey)).toBe(true);
  expect(x509.checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(Date.parse(x509.validTo) - NOW).toBeLessThan(398 * DAY);
});

it('is kept while it is good, and made anew before its end or for a new address', async () => {
  const first = await read();
  expect((await read(['192.168.1.5'], NOW + 300 * DAY)).fingerprint).toBe(first.fingerprint);
  const later = await read(NAMES, NOW + 365 * DAY);
  expect(later.fingerprint).not.toBe(first.fingerprint);
  expect((await read([...NAMES, '10.0.0.7'], NOW + 365 * DAY)).fingerprint).not.toBe(later.fingerprint);
});
