import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './processes';

const FIRST_WAIT = 100;
const LONGEST_WAIT = 2000;
/** After this long a start counts as good, and the next wait is short again. */
const STEADY = 10_000;
/** A server that never came up is not tried for ever: its configuration is wrong. */
const HOPELESS = 3;
const GRACE = 25_000;

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
  private stopping = false;
  private wasReady = false;
  private readonly stopWaiting = new AbortController();
  private readonly loop: Promise<void>;

  constructor(private readonly options: ApiOptions) {
    this.loop = this.run();
  }

  /** Rejects when the server gave up before it was ever ready; resolves when it was told to stop. */
  get ended(): Promise<void> {
    return this.loop;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** To be called once it has answered: from now on a death is an accident, not a wrong configuration. */
  markReady(): void {
    this.wasReady = true;
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
      const started = performance.now();
      const how = await this.once();
      if (this.stopping) return;
      const steady = performance.now() - started > STEADY;
      failures = this.wasReady ? 0 : failures + 1;
      if (failures === HOPELESS) throw new Error(`The server does not start (${how}).`);
      wait = steady ? FIRST_WAIT : wait;
      this.options.say(`The server has ended (${how}); starting it again.`);
      await sleep(wait, undefined, { signal: this.stopWaiting.signal }).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  /** Runs it until it ends and says how it ended. */
  private once(): Promise<string> {
    const { dist, env, output } = this.options;
    const follow = join(dist, 'tools/supervisor/follow-parent.js');
    const main = join(dist, 'apps/api/src/main.js');
    // A group of its own: a terminal's Ctrl-C comes through us, in order.
    const child = spawn(process.execPath, ['--enable-source-maps', '--require', follow, main], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    child.stdout?.on('data', output);
    child.stderr?.on('data', output);
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }
}
