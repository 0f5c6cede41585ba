import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { API_CHILD } from '../../tools/supervisor/api-process';
import { DataFolder, readSecret } from '../../tools/supervisor/data-folder';
import { type DatabaseUrls, embeddedUrls } from '../../tools/supervisor/postgres/embedded';
import { freePort, serverOf } from '../../tools/supervisor/postgres/server';
import { argumentsOf, signal, waitUntil } from '../../tools/supervisor/processes';
import { plainRequest } from './plain-request';

export const ROOT = resolve(__dirname, '../..');
export const SOON = 60_000;
/** A start is much work, and on a busy machine several installations start at once. */
const START_MS = 150_000;

/** What `npm start` runs, as a process of its own: supervisor, server and database. */
export class Instance {
  output = '';
  private readonly exit: Promise<number | null>;

  constructor(
    readonly child: ChildProcess,
    readonly folder: string,
    readonly port: number,
  ) {
    child.stdout?.on('data', (data: Buffer) => (this.output += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (this.output += data.toString()));
    this.exit = new Promise((done) => child.once('close', (code) => done(code)));
  }

  /** Starts it with these settings on top of our own; `ownGroup` puts it into a process group of its own. */
  static start(
    env: Record<string, string>,
    command = [process.execPath, 'tools/start.mjs'],
    ownGroup = false,
  ): Instance {
    const [program = '', ...args] = command;
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')),
    );
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...inherited, LOG_LEVEL: 'warn', NODE_ENV: 'production', ...env },
      detached: ownGroup,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Instance(child, env.DATA_DIR ?? '', Number(env.PORT));
  }

  /** What it made for `--lan`; undefined when it speaks plain HTTP. */
  get certificate(): string | undefined {
    const file = join(this.folder, 'secrets', 'lan-certificate.pem');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  private get scheme(): string {
    return this.certificate ? 'https' : 'http';
  }

  get postgres(): number | null {
    return serverOf(join(this.folder, 'postgres'));
  }

  /** The embedded database as the server's roles see it. */
  get database(): DatabaseUrls {
    const port = DataFolder.holderOf(this.folder)?.databasePort;
    if (!port) throw new Error('there is no embedded database');
    return embeddedUrls(port, (name) => readSecret(this.folder, name) ?? '');
  }

  /** Our server process: the supervisor's child. */
  get server(): number | null {
    const supervisor = DataFolder.holderOf(this.folder)?.pid;
    if (supervisor === undefined) return null;
    const children = readFileSync(`/proc/${supervisor}/task/${supervisor}/children`, 'utf8')
      .trim()
      .split(' ');
    return children.map(Number).find((pid) => argumentsOf(pid)?.at(-1)?.endsWith(API_CHILD)) ?? null;
  }

  async answers(): Promise<boolean> {
    try {
      const answer = await plainRequest(`${this.scheme}://127.0.0.1:${this.port}/api/v1/health/ready`, {
        ca: this.certificate,
      });
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  async ready(): Promise<this> {
    const come = await waitUntil(
      () => this.output.includes('Relevo is ready') || this.child.exitCode !== null,
      START_MS,
    );
    if (!come || this.child.exitCode !== null) throw new Error(`not ready: ${this.output}`);
    return this;
  }

  ended(): Promise<number | null> {
    return this.exit;
  }

  /** Asks it to end, also when npm between us has gone already. */
  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    const holder = DataFolder.holderOf(this.folder);
    if (holder) signal(holder.pid, 'SIGTERM');
    await this.ended();
  }
}

/** An installation of its own that nobody has an account of yet, as a newcomer has it after `npm start`. */
export class Site {
  private constructor(
    readonly instance: Instance,
    /** Without a slash at the end. */
    readonly origin: string,
  ) {}

  /** @param lan as `npm start -- --lan`, but on the loopback only */
  static async start({
    lan = false,
    env: more = {},
  }: {
    lan?: boolean;
    env?: Record<string, string>;
  } = {}): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'relevo-site-'));
    const template = process.env.TEST_SITE_TEMPLATE;
    // With owners and rights: root's PostgreSQL is another user.
    if (template) execFileSync('cp', ['-a', `${template}/.`, folder]);
    const port = await freePort();
    const env = { ...more, PORT: String(port), DATA_DIR: folder };
    const command = [process.execPath, 'tools/start.mjs'];
    const instance = lan
      ? Instance.start({ ...env, HOST: '127.0.0.1' }, [...command, '--lan'])
      : Instance.start(env, command);
    await instance.ready();
    return new Site(instance, lan ? `https://127.0.0.1:${port}` : `http://localhost:${port}`);
  }

  /** The one-time link for the first administrator, as it was printed. */
  get setupLink(): string {
    const link = /\S+\/setup#\S+/.exec(this.instance.output)?.[0];
    if (!link) throw new Error(`no link to set up: ${this.instance.output}`);
    return link;
  }

  get databaseUrl(): string {
    return this.instance.database.app;
  }

  get dataFolder(): string {
    return this.instance.folder;
  }

  /** The server process, which comes back by itself when it dies. */
  get server(): number {
    const pid = this.instance.server;
    if (pid === null) throw new Error('the server does not run');
    return pid;
  }

  /** `kill -9` of the server process. It comes back by itself. */
  async crash(): Promise<void> {
    const pid = this.server;
    signal(pid, 'SIGKILL');
    if (!(await waitUntil(() => this.instance.server !== pid, SOON))) throw new Error('it cannot be killed');
  }

  /** `kill -9` of the server process, which stays away until `comeBack`: what starts it again is held. */
  async goAway(): Promise<void> {
    this.instance.child.kill('SIGSTOP');
    signal(this.server, 'SIGKILL');
    const gone = await waitUntil(async () => !(await this.instance.answers()), SOON);
    if (!gone) throw new Error('it still answers');
  }

  /** Lets the server be started again, and waits until it answers. */
  async comeBack(): Promise<void> {
    this.instance.child.kill('SIGCONT');
    await this.answersAgain();
  }

  async answersAgain(): Promise<void> {
    if (!(await waitUntil(() => this.instance.answers(), SOON)))
      throw new Error(`the server does not come back: ${this.instance.output}`);
  }

  async close(): Promise<void> {
    this.instance.child.kill('SIGCONT');
    await this.instance.end();
    rmSync(this.instance.folder, { recursive: true, force: true });
  }
}
