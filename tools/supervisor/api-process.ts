import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, signal } from './processes';

const FIRST_WAIT = 100;
const LONGEST_WAIT = 2000;
/** A server that listened for so long was a good start: the next wait is short again. */
const STEADY = 1000;
/** A server that never came up is not tried for ever: its configuration is wrong. */
const HOPELESS = 3;
/** It ends itself by force after 25 s (SEC-R3); this is for one that cannot even do that. */
const GRACE = 28_000;
/**
 * Most of what a message leaves behind is gone by the next: more room (MB) for it, fewer collections. The less outlives them, the sooner
 * V8 would collect everything, for 100 ms each time: not before there are so many MB. As in deploy/. Without source maps: Node would keep
 * those of every package in memory.
 */
const API_OPTIONS = ['--max-semi-space-size=24', '--initial-old-space-size=176'];

/** What the process runs, below the folder of the compiled project. */
export const API_CHILD = 'tools/supervisor/api-child.js';

export interface ApiOptions {
  /** Folder of the compiled project. */
  dist: string;
  env: NodeJS.ProcessEnv;
  /** What the server writes, line by line or in larger pieces. */
  output: (data: Buffer) => void;
  say: (line: string) => void;
}

/** The server as a child process that is started again whenever it dies. */
export class ApiProcess {
  private child: ChildProcess | null = null;
  /** When it said that it listens. */
  private listensSince: number | null = null;
  private stopping = false;
  private wasReady = false;
  private readonly stopWaiting = new AbortController();
  /** What it is told before it serves; until then it only loads its modules. */
  private told: NodeJS.ProcessEnv | null = null;
  private readonly loop: Promise<void>;

  constructor(private readonly options: ApiOptions) {
    this.loop = this.run();
    // Whoever starts us may be busy with the database when it gives up.
    this.loop.catch(() => {});
  }

  /** Rejects when the server gave up before it was ever ready; resolves when it was told to stop. */
  get ended(): Promise<void> {
    return this.loop;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Lets it serve, with this beside the environment that it has. */
  tell(env: NodeJS.ProcessEnv): void {
    this.told = env;
    this.pass();
  }

  /** To be called once it has answered: from now on a death is an accident, not a wrong configuration. */
  markReady(): void {
    this.wasReady = true;
  }

  /** Cuts the orderly end short: a second request forces the server's exit. */
  hurry(): void {
    const pid = this.child?.pid;
    if (this.stopping && pid !== undefined) signal(pid, 'SIGTERM');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.stopWaiting.abort();
    const pid = this.child?.pid;
    if (pid !== undefined) await endProcess(pid, ['SIGTERM', 'SIGKILL'], GRACE);
    await this.loop.catch(() => {});
  }

  private async run(): Promise<void> {
    let wait = FIRST_WAIT;
    for (let failures = 0; !this.stopping; ) {
      const how = await this.once();
      if (this.stopping) return;
      const steady = this.listensSince !== null && performance.now() - this.listensSince > STEADY;
      failures = this.wasReady ? 0 : failures + 1;
      if (failures === HOPELESS) throw new Error(`The server does not start (${how}).`);
      wait = steady ? FIRST_WAIT : wait;
      this.options.say(`The server has ended (${how}); starting it again.`);
      await sleep(wait, undefined, { signal: this.stopWaiting.signal }).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  private pass(): void {
    // One that is just ending gets it when it has been started again.
    if (this.told && this.child?.connected) this.child.send(this.told, () => {});
  }

  /** Runs it until it ends and says how it ended. */
  private once(): Promise<string> {
    const { dist, env, output } = this.options;
    // A group of its own: a terminal's Ctrl-C comes through us, in order.
    const child = spawn(process.execPath, [...API_OPTIONS, join(dist, API_CHILD)], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    this.listensSince = null;
    this.pass();
    child.on('message', (word) => {
      if (word === 'ready') this.listensSince = performance.now();
    });
    child.stdout?.on('data', output);
    child.stderr?.on('data', output);
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }
}
