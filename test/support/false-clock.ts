import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';

/** Where the Debian package `libfaketime` has put its library for this machine. */
const libraryOf = (): string => {
  for (const folder of readdirSync(LIBRARIES)) {
    const file = join(LIBRARIES, folder, 'faketime', 'libfaketime.so.1');
    try {
      readdirSync(join(file, '..'));
      return file;
    } catch {
      // Another folder.
    }
  }
  throw new Error('libfaketime is missing (Debian package libfaketime)');
};

/** A wall clock for programs that can be set while they run, as a person sets that of a machine; the monotonic one goes on. */
export class FalseClock {
  private readonly folder = mkdtempSync(join(tmpdir(), 'relevo-clock-'));
  private readonly file = join(this.folder, 'offset');

  constructor() {
    this.set(0);
  }

  /** What a program finds in its environment. */
  get env(): NodeJS.ProcessEnv {
    return {
      LD_PRELOAD: libraryOf(),
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** So many seconds before (below 0) or after the true time. */
  set(seconds: number): void {
    writeFileSync(this.file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
