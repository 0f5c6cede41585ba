import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS, TcpBalancer, until } from '@relevo/testing';
import { runMigrations } from '../../apps/api/src/platform/database/run-migrations';
import { ApiProcess } from '../../tools/supervisor/api-process';
import { DataFolder } from '../../tools/supervisor/data-folder';
import { runAs } from '../../tools/supervisor/postgres/binaries';
import { EmbeddedPostgres } from '../../tools/supervisor/postgres/embedded';
import { clusterPlace, removeDataFolder } from '../../tools/supervisor/postgres/place';
import { freePort, serverOf } from '../../tools/supervisor/postgres/server';
import { signal } from '../../tools/supervisor/processes';
import { SETUP_TOKEN } from './api';
import { OwnRedis } from './redis';
import { ROOT } from './site';

/** Places at which a server can be made to stand still; see fail-points.cjs. */
export type FailPoint = 'before-publish' | 'before-answer';

/** A server process that is started again whenever it dies. */
interface Node {
  readonly port: number;
  readonly process: ApiProcess;
}

/**
 * An installation as an operator has it: PostgreSQL that flushes every commit to disk, Redis when there are several nodes,
 * and the compiled servers behind one address, each started again when it dies.
 */
export class Cluster {
  /** What the servers wrote, and how they ended. */
  output = '';
  /** How each server ended that did not stop with the cluster. */
  readonly ends: string[] = [];
  private nodes: Node[] = [];

  private constructor(
    private readonly folder: DataFolder,
    private readonly postgres: EmbeddedPostgres,
    readonly redis: OwnRedis | null,
    readonly balancer: TcpBalancer,
    private readonly failPoints: string,
  ) {}

  static async start(count: number): Promise<Cluster> {
    const folder = await DataFolder.take(mkdtempSync(join(tmpdir(), 'relevo-cluster-')), null);
    const postgres = await EmbeddedPostgres.start(folder, () => undefined);
    await runMigrations(postgres.urls.owner, postgres.urls.app);
    const redis = count > 1 ? await OwnRedis.start() : null;
    const ports: number[] = [];
    for (let n = 0; n < count; n += 1) ports.push(await freePort());
    const balancer = await TcpBalancer.open(ports, await freePort());
    const failPoints = mkdtempSync(join(tmpdir(), 'relevo-fail-points-'));
    const cluster = new Cluster(folder, postgres, redis, balancer, failPoints);
    cluster.nodes = ports.map((port) => ({ port, process: cluster.startNode(port) }));
    await cluster.allReady();
    return cluster;
  }

  /** Without a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${this.balancer.port}`;
  }

  /** The same site by a door of its own, which can be cut off alone. */
  get otherOrigin(): string {
    return `http://[::1]:${this.balancer.port}`;
  }

  get setupLink(): string {
    return `${this.origin}/setup#${SETUP_TOKEN}`;
  }

  get databaseUrl(): string {
    return this.postgres.urls.app;
  }

  get dataFolder(): string {
    return this.folder.path;
  }

  /** Lines in which a server says that something failed which it cannot explain by what is away. */
  get faults(): string[] {
    return this.output.split('\n').filter((line) => /^\{"level":[56]0\b/.test(line));
  }

  /** Port of one node itself, past the balancer. */
  port(node: number): number {
    return this.nodes[node]?.port ?? 0;
  }

  get size(): number {
    return this.nodes.length;
  }

  /** Asks one node whether it can serve: 200, 503, or 0 when nobody answers. */
  async ready(node: number): Promise<number> {
    try {
      const url = `http://127.0.0.1:${this.port(node)}/api/v1/health/ready`;
      return (await fetch(url, { signal: AbortSignal.timeout(6000) })).status;
    } catch {
      return 0;
    }
  }

  /** What one node says of itself; '' when nobody answers. */
  async health(node: number): Promise<string> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port(node)}/api/v1/health/ready`);
      return ((await answer.json()) as { status: string }).status;
    } catch {
      return '';
    }
  }

  async readyIs(node: number, status: number): Promise<void> {
    await until(`node ${node} answers ${status}`, PATIENCE_MS, async () =>
      (await this.ready(node)) === status ? true : null,
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.output.slice(-4000)}`);
    });
  }

  async allReady(): Promise<void> {
    for (const [n, { process }] of this.nodes.entries()) {
      await this.readyIs(n, 200);
      process.markReady();
    }
  }

  pid(node: number): number | undefined {
    return this.nodes[node]?.process.pid;
  }

  /** Of all nodes; some may have gone and not be started again yet. */
  get pids(): number[] {
    return this.nodes.flatMap(({ process }) => process.pid ?? []);
  }

  /** Lets the next node that comes to this place stand still there; which one, as a process id. It lives until it is killed. */
  async haltAt(place: FailPoint): Promise<number> {
    const halted = () => readdirSync(this.failPoints).filter((name) => name.startsWith(`${place}.`));
    const before = new Set(halted());
    writeFileSync(join(this.failPoints, place), '');
    const find = async () => halted().find((name) => !before.has(name)) ?? null;
    return Number((await until(`a halt ${place}`, PATIENCE_MS, find, 1)).split('.')[1]);
  }

  /** Ends PostgreSQL: in order, or as a power cut does. It comes back by itself. */
  restartPostgres(how: 'SIGINT' | 'SIGQUIT'): void {
    const pid = serverOf(clusterPlace(this.folder.path, runAs()));
    if (pid !== null) signal(pid, how);
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map(({ process }) => process.stop()));
    await this.balancer.close();
    await this.redis?.close();
    await this.postgres.stop();
    this.folder.release();
    removeDataFolder(this.folder.path);
    rmSync(this.failPoints, { recursive: true });
  }

  private note(text: string): void {
    this.output = (this.output + text).slice(-200_000);
  }

  private startNode(port: number): ApiProcess {
    const node = new ApiProcess({
      dist: join(ROOT, 'dist'),
      env: {
        ...process.env,
        PORT: String(port),
        PUBLIC_URL: this.origin,
        DATABASE_URL: this.postgres.urls.app,
        DATABASE_POOL: '5',
        DATA_DIR: this.folder.path,
        SITE_SECRET: this.folder.secret('site-secret'),
        SETUP_TOKEN,
        LOG_LEVEL: 'warn',
        NODE_OPTIONS: `--require ${join(__dirname, 'fail-points.cjs')}`,
        TEST_FAIL_POINTS: this.failPoints,
        ...(this.redis && { REDIS_URL: this.redis.url }),
      },
      output: (data) => this.note(data.toString()),
      say: (line) => {
        this.ends.push(line);
        this.note(`${line}\n`);
      },
    });
    node.tell({});
    return node;
  }
}
