import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type DesktopProgram, until, type XDesktop } from '@relevo/testing';
import { ROOT } from '../../supervisor/checkout';

export type PatternMode = 'full' | 'patch' | 'page' | 'img' | 'motion' | 'stamp';

/** The pattern turned: wall clock in ms when it got the key, and when the new picture was drawn. */
export interface Turn {
  readonly keyAt: number;
  readonly drawnAt: number;
}

const START_MS = 10_000;

/** Compiles the pattern program into a folder. @returns its path. */
export const compilePattern = (folder: string): string => {
  const program = join(folder, 'flip');
  const source = join(ROOT, 'tools/bench/native/flip.c');
  const { status, stderr } = spawnSync('cc', ['-O2', '-o', program, source, '-lX11'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The pattern program does not compile:\n${stderr}`);
  return program;
};

/** The pattern on one desktop. */
export class Pattern {
  private constructor(private readonly running: DesktopProgram) {}

  static async show(
    program: string,
    desktop: XDesktop,
    mode: PatternMode,
    pictures: readonly string[] = [],
  ): Promise<Pattern> {
    const running = desktop.run(program, [mode, ...pictures]);
    const pattern = new Pattern(running);
    await until(`the pattern ${mode}`, START_MS, async () =>
      running.output().includes('READY') ? true : null,
    );
    return pattern;
  }

  /** Every turn so far. */
  turns(): Turn[] {
    return [...this.running.output().matchAll(/^F \d (\d+) (\d+)$/gm)].map(([, key, drawn]) => ({
      keyAt: Number(key) / 1000,
      drawnAt: Number(drawn) / 1000,
    }));
  }

  /** Frames that were drawn in each of the last seconds. */
  drawn(seconds: number): number[] {
    const all = [...this.running.output().matchAll(/^M (\d+)$/gm)].map(([, frames]) => Number(frames));
    return all.slice(-Math.max(1, Math.floor(seconds)));
  }

  /** Stops drawing and stays on the screen as it is. */
  freeze(): void {
    process.kill(this.running.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.running.pid, 'SIGCONT');
  }

  async end(): Promise<void> {
    this.thaw();
    await this.running.stop();
  }
}
