import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, fetch } from 'undici';
import { type readEnvironment, tlsFilesOf } from '../../apps/api/src/platform/config/config';

type Settings = ReturnType<typeof readEnvironment>;

const addressOf = ({ HOST, PORT, TLS_CERT }: Settings): string => {
  const host =
    HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '[::1]' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `${TLS_CERT ? 'https' : 'http'}://${host}:${PORT}/api/v1`;
};

/**
 * Its certificate names the public host, not this machine's own address: so what counts is that it shows the very
 * certificate of our file, which may have been renewed a moment ago.
 */
const ownCertificate = (file: string): Agent => {
  const ca = readFileSync(file);
  const { fingerprint256 } = new X509Certificate(ca);
  return new Agent({
    connect: {
      ca,
      allowPartialTrustChain: true,
      checkServerIdentity: (_host, shown) =>
        shown.fingerprint256 === fingerprint256 ? undefined : new Error('another certificate'),
    },
  });
};

/** Asks the server that we run. @param path below /api/v1, with its slash */
export const askOwnServer = async (
  settings: Settings,
  path: string,
): Promise<{ ok: boolean; body: unknown }> => {
  const tls = tlsFilesOf(settings);
  const dispatcher = tls ? ownCertificate(tls.cert) : new Agent();
  try {
    const answer = await fetch(`${addressOf(settings)}${path}`, {
      dispatcher,
      signal: AbortSignal.timeout(2000),
    });
    return { ok: answer.ok, body: await answer.json() };
  } finally {
    await dispatcher.close();
  }
};
