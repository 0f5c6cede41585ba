import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { json } from 'node:stream/consumers';
import { type readEnvironment, tlsFilesOf } from '../../apps/api/src/platform/config/config';

type Settings = ReturnType<typeof readEnvironment>;

const PATIENCE_MS = 2000;

const addressOf = ({ HOST, PORT, TLS_CERT }: Settings): string => {
  const host =
    HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '[::1]' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `${TLS_CERT ? 'https' : 'http'}://${host}:${PORT}/api/v1`;
};

/**
 * Its certificate names the public host, not this machine's own address: so what counts is that it shows the very
 * certificate of our file, which may have been renewed a moment ago.
 */
const trusting = (file: string): https.RequestOptions => {
  const ca = readFileSync(file);
  const { fingerprint256 } = new X509Certificate(ca);
  return {
    ca,
    allowPartialTrustChain: true,
    checkServerIdentity: (_host, shown) =>
      shown.fingerprint256 === fingerprint256 ? undefined : new Error('another certificate'),
  };
};

/**
 * Asks the server that we run. By Node's own client: every other one takes longer to load than the answer takes.
 * @param path below /api/v1, with its slash
 */
export const askOwnServer = (settings: Settings, path: string): Promise<{ ok: boolean; body: unknown }> => {
  const tls = tlsFilesOf(settings);
  const { get } = tls ? https : http;
  const options = { agent: false, signal: AbortSignal.timeout(PATIENCE_MS), ...(tls && trusting(tls.cert)) };
  return new Promise((resolve, reject) => {
    get(`${addressOf(settings)}${path}`, options, (answer) => {
      json(answer).then((body) => resolve({ ok: answer.statusCode === 200, body }), reject);
    }).once('error', reject);
  });
};
