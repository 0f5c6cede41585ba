import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:tls';
import { ConfigError } from '../config';

/** Paths of a certificate (with its chain) and its key, both PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly leaf: X509Certificate;
}

/** How often the files are looked at, ms: a change is seen also through links and on network folders. */
const LOOK_MS = 2000;

const read = (name: string, path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const parse = <Result>(name: string, path: string, make: () => Result): Result => {
  try {
    return make();
  } catch {
    throw new Error(`${name} must be a PEM file (it is "${path}")`);
  }
};

const readPair = (files: TlsFiles): Pair => {
  const cert = read('TLS_CERT', files.cert);
  const key = read('TLS_KEY', files.key);
  const leaf = parse('TLS_CERT', files.cert, () => new X509Certificate(cert));
  const secret = parse('TLS_KEY', files.key, () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(secret))
    throw new Error(`TLS_KEY must be the key of TLS_CERT (they are "${files.key}" and "${files.cert}")`);
  if (Date.parse(leaf.validTo) < Date.now())
    throw new Error(`TLS_CERT must be valid now (it ended ${leaf.validTo})`);
  return { cert, key, leaf };
};

/** The certificate that this server shows. */
export class ServerCertificate {
  private constructor(
    private readonly files: TlsFiles,
    private pair: Pair,
  ) {}

  /** @throws ConfigError when the files are no certificate and its key. */
  static read(files: TlsFiles): ServerCertificate {
    try {
      return new ServerCertificate(files, readPair(files));
    } catch (error) {
      throw new ConfigError([error instanceof Error ? error.message : String(error)]);
    }
  }

  get pem(): { cert: Buffer; key: Buffer } {
    return { cert: this.pair.cert, key: this.pair.key };
  }

  /** Made here and known to nobody else: clients know it only by its fingerprint. */
  get selfSigned(): boolean {
    const { leaf } = this.pair;
    return leaf.subject === leaf.issuer && leaf.verify(leaf.publicKey);
  }

  /** SHA-256 of the certificate: 64 small hexadecimal digits. */
  get fingerprint(): string {
    return this.pair.leaf.fingerprint256.replaceAll(':', '').toLowerCase();
  }

  /** Last moment of validity, ms since the epoch. */
  get validUntil(): number {
    return Date.parse(this.pair.leaf.validTo);
  }

  /**
   * Serves what the files say from now on, without ending a connection. A half written pair changes nothing.
   * @returns ends the watch
   */
  follow(server: Server, said: (what: string, problem?: Error) => void): () => void {
    const reread = (): void => {
      try {
        const next = readPair(this.files);
        if (next.leaf.fingerprint256 === this.pair.leaf.fingerprint256) return;
        server.setSecureContext({ cert: next.cert, key: next.key });
        this.pair = next;
        said(`new certificate, valid until ${next.leaf.validTo}`);
      } catch (error) {
        said('the changed certificate cannot be used; the one of before is kept', error as Error);
      }
    };
    for (const file of Object.values(this.files) as string[])
      watchFile(file, { interval: LOOK_MS, persistent: false }, reread);
    return () => {
      for (const file of Object.values(this.files) as string[]) unwatchFile(file, reread);
    };
  }
}
