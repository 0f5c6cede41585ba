import { execFile } from 'node:child_process';
import type { XExtensions } from 'x11';
import { connectX, displayName, type XConnection } from './x-connection';

/**
 * Whether a person could be asked on this screen now. 'unknown' = nothing says that it is locked; screen lockers
 * that tell neither logind nor the X server are not seen.
 */
export type ScreenState = 'locked' | 'no-display' | 'unknown' | 'unlocked';

const ANSWER_MS = 1000;

/** What logind knows about the desktop session that this process belongs to; null = nothing. */
const lockedByLogind = (): Promise<boolean | null> => {
  const session = process.env['XDG_SESSION_ID'];
  if (!session) return Promise.resolve(null);
  return new Promise((resolve) =>
    execFile(
      'loginctl',
      ['show-session', session, '--property=LockedHint', '--value'],
      { timeout: ANSWER_MS },
      (error, output) => resolve(error ? null : output.trim() === 'yes'),
    ),
  );
};

/** Looks at the screen again and again over one connection, which is dear to open and kept while it lives. */
export class ScreenWatch {
  private connection: XConnection | null = null;
  private saver: XExtensions['screen-saver'] | null = null;

  constructor(private readonly options: { display?: string } = {}) {}

  /** Linux only; other systems answer 'unknown'. Never rejects. */
  async state(): Promise<ScreenState> {
    if (process.platform !== 'linux') return 'unknown';
    if (displayName(this.options.display) === null) return 'no-display';
    try {
      if (await this.savedNow()) return 'locked';
    } catch {
      await this.close();
      return 'no-display';
    }
    const locked = await lockedByLogind();
    if (locked === null) return 'unknown';
    return locked ? 'locked' : 'unlocked';
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = null;
    this.saver = null;
    await connection?.close();
  }

  /** Whether the screen saver is on. Rejects when there is no X server (any more). */
  private async savedNow(): Promise<boolean> {
    if (!this.connection || this.connection.lost) {
      this.connection = await connectX(this.options.display);
      this.saver = await this.connection.extension('screen-saver').catch(() => null);
    }
    const { connection, saver } = this;
    const { root, ask, X } = connection;
    if (!saver) {
      // Asked only whether it is still there.
      await ask((reply) => X.GetInputFocus(reply));
      return false;
    }
    const { state } = await ask<{ state: number }>((reply) => saver.QueryInfo(root, reply));
    return state === saver.State.On;
  }
}
