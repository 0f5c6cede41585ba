import { execFile } from 'node:child_process';
import { connectX, displayName } from './x-connection';

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

/** Linux only; other systems answer 'unknown'. Never rejects. */
export const screenState = async (options: { display?: string } = {}): Promise<ScreenState> => {
  if (process.platform !== 'linux') return 'unknown';
  if (displayName(options.display) === null) return 'no-display';
  const connection = await connectX(options.display).catch(() => null);
  if (!connection) return 'no-display';
  try {
    const saver = await connection.extension('screen-saver').catch(() => null);
    if (saver) {
      const { root, ask } = connection;
      const { state } = await ask<{ state: number }>((reply) => saver.QueryInfo(root, reply));
      if (state === saver.State.On) return 'locked';
    }
    const locked = await lockedByLogind();
    if (locked === null) return 'unknown';
    return locked ? 'locked' : 'unlocked';
  } catch {
    return 'no-display';
  } finally {
    await connection.close();
  }
};
