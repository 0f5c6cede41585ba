import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '../../tools/supervisor/local-certificate';

/** Certificate and key of a test, as files. */
export class TestCertificate {
  private readonly folder = mkdtempSync(join(tmpdir(), 'relevo-tls-'));
  readonly files = { cert: join(this.folder, 'cert.pem'), key: join(this.folder, 'key.pem') };
  cert = '';
  key = '';

  static async make(names = ['localhost', '127.0.0.1']): Promise<TestCertificate> {
    const made = new TestCertificate();
    await made.renew(names);
    return made;
  }

  /** Writes another one over it. */
  async renew(names = ['localhost', '127.0.0.1']): Promise<void> {
    Object.assign(this, await makeCertificate(names, Date.now()));
    writeFileSync(this.files.key, this.key);
    writeFileSync(this.files.cert, this.cert);
  }

  get env(): Record<string, string> {
    return { TLS_CERT: this.files.cert, TLS_KEY: this.files.key };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
