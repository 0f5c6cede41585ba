import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS, TurnClient, until } from '@relevo/testing';
import { freePort } from '../../tools/supervisor/postgres/server';

const ROOT = join(__dirname, '../..');
/** The configuration that operators get. */
export const SHIPPED = join(ROOT, 'deploy/coturn/turnserver.conf');
export const TURN_SECRET = 'a secret of this test alone';

/** coturn on the loopback (Debian package coturn). */
export class Coturn {
  private ended: Promise<void> | null = null;

  private constructor(
    readonly port: number,
    private readonly end: () => Promise<void>,
  ) {}

  /** @param loopbackPeers lets it relay to the loopback, which the shipped configuration denies: here live all peers */
  static async start({ loopbackPeers = false } = {}): Promise<Coturn> {
    const folder = mkdtempSync(join(tmpdir(), 'relevo-coturn-'));
    const file = join(folder, 'turnserver.conf');
    const shipped = readFileSync(SHIPPED, 'utf8');
    const deny = /^denied-peer-ip=127\..*$/m;
    writeFileSync(file, loopbackPeers ? shipped.replace(deny, 'allow-loopback-peers') : shipped);
    const port = await freePort();
    const args = [
      ...['-c', file, '--static-auth-secret', TURN_SECRET, '--realm', 'relevo.test'],
      ...['--listening-port', String(port), '--listening-ip', '127.0.0.1'],
      ...['--relay-ip', '127.0.0.1', '--relay-ip', '::1', '--no-tls', '--no-dtls'],
      ...['--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db')],
    ];
    const child = spawn('turnserver', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()));
    const end = async (): Promise<void> => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true });
    };
    const nobody = { username: 'nobody', credential: '' };
    await until('coturn answers', PATIENCE_MS, async () => {
      if (child.exitCode !== null) throw new Error(`coturn has ended: ${output}`);
      const client = new TurnClient(port, nobody);
      return client
        .allocate()
        .catch(() => null)
        .finally(() => client.close());
    });
    return new Coturn(port, end);
  }

  get url(): string {
    return `turn:127.0.0.1:${this.port}?transport=udp`;
  }

  stop(): Promise<void> {
    this.ended ??= this.end();
    return this.ended;
  }
}
