import type { ChildProcess } from 'node:child_process';

export interface DesktopProgram {
  readonly pid: number;
  /** Resolves with the exit code (null = ended by a signal) when it has ended. */
  readonly exited: Promise<number | null>;
  /** What it has written so far, both streams. */
  output(): string;
  /** Ends it and its children. */
  stop(): Promise<void>;
}

const STOP_MS = 3000;

/** In its own process group, so that its children can be ended with it. */
export class Program implements DesktopProgram {
  readonly exited: Promise<number | null>;
  private text = '';
  private ended = false;
  private readonly killAtExit = () => this.signal('SIGKILL');

  constructor(readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr])
      stream?.on('data', (data: Buffer) => {
        this.text += data.toString();
      });
    this.exited = new Promise((resolve) => {
      const end = (code: number | null) => {
        this.ended = true;
        globalThis.process.off('exit', this.killAtExit);
        resolve(code);
      };
      process.on('exit', end);
      process.on('error', () => end(null));
    });
    globalThis.process.on('exit', this.killAtExit);
  }

  get pid(): number {
    return this.process.pid ?? -1;
  }

  output(): string {
    return this.text;
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), STOP_MS);
    await this.exited;
    clearTimeout(timer);
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.ended || this.process.pid === undefined) return;
    try {
      process.kill(-this.process.pid, signal);
    } catch {
      // It has just ended by itself.
    }
  }
}
