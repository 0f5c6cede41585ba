import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { ApiFailure } from '@relevo/client';
import { Agent, fetch as undiciFetch } from 'undici';

/** How requests know the server: as usual, or by one certificate alone. */
export interface ServerTrust {
  readonly fetch?: typeof fetch;
  /** PEM. */
  readonly ca?: string;
}

/** The server's certificate is not one that this computer may trust. */
export class CertificateRefused extends Error {
  override name = 'CertificateRefused';
}

const PATIENCE_MS = 10_000;

interface Shown {
  readonly pem: string;
  /** SHA-256: 64 small hexadecimal digits. */
  readonly pin: string;
  /** Why the authorities that this computer knows do not vouch for it; null = they do. */
  readonly doubt: string | null;
}

/** What the server shows. Nothing is sent over this connection: it only looks. */
const look = ({ hostname, port }: URL): Promise<Shown | null> =>
  new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port: Number(port) || 443,
      ...(!isIP(host) && { servername: host }),
      // Only looked at here: everything that follows is checked by pin, or as usual.
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
    });
    const end = (shown: Shown | null): void => {
      socket.destroy();
      resolve(shown);
    };
    socket.once('timeout', () => end(null));
    socket.once('error', () => end(null));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (!certificate) return end(null);
      const pin = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
      const doubt = socket.authorized ? null : String(socket.authorizationError);
      end({ pem: certificate.toString(), pin, doubt });
    });
  });

const trustOnly = (ca: string): ServerTrust => {
  const dispatcher = new Agent({ connect: { ca, allowPartialTrustChain: true } });
  const pinned = (input: unknown, init: unknown) =>
    undiciFetch(input as string, { ...(init as object), dispatcher });
  return { ca, fetch: pinned as unknown as typeof fetch };
};

/**
 * Decides by what the server is known. With a pin, that very certificate and no other: names and dates are checked on
 * every connection as always. Without one, by the authorities that this computer knows.
 * @throws CertificateRefused before anything was said to the server; ApiFailure UNAVAILABLE when a pinned one is not there
 */
export const trustServer = async (server: string, pin: string | undefined): Promise<ServerTrust> => {
  if (!server.startsWith('https:')) return {};
  const shown = await look(new URL(server));
  if (!shown) {
    // Nobody there: the first request will tell. With a pin nothing is asked of whoever may be there a moment later.
    if (pin !== undefined)
      throw new ApiFailure({ code: 'UNAVAILABLE', message: 'it showed no certificate' }, 0);
    return {};
  }
  if (pin === undefined) {
    if (shown.doubt !== null) throw new CertificateRefused(shown.doubt);
    return {};
  }
  if (shown.pin !== pin) throw new CertificateRefused('another certificate');
  return trustOnly(shown.pem);
};
