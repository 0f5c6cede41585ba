import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PATIENCE_MS, until } from '@relevo/testing';
import Redis from 'ioredis';
import { freePort } from '../../tools/supervisor/postgres/server';

/** A Redis of one test alone, to be emptied and taken away. It keeps nothing on disk. */
export class OwnRedis {
  private child: ChildProcess | undefined;
  readonly client: Redis;

  private constructor(private readonly port: number) {
    this.client = new Redis(this.url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    this.client.on('error', () => undefined);
  }

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.run();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, also again after `kill`: empty, at the same address. */
  async run(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', ''];
    this.child = spawn('redis-server', args, { stdio: 'ignore' });
    await until('Redis answers', PATIENCE_MS, () => this.client.ping().catch(() => null));
  }

  /** It keeps its lines and says nothing, until it is thawed. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child) return;
    this.child = undefined;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async close(): Promise<void> {
    this.client.disconnect();
    await this.kill();
  }
}
