import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { ApiError } from '../platform/errors/api-error';
import { WorkQueue } from './work-queue';

/** Argon2id (the library's default kind), 64 MiB, 3 passes, 1 lane: about 50 ms of one core. */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

const overloaded = (): Error =>
  new ApiError('UNAVAILABLE', 'too many sign-ins at once', { retryAfterSeconds: 2 });

/** Two at once: more would take memory and cores from everything else. */
const queue = new WorkQueue(2, 64, overloaded);

/** Hash of a password that nobody has: what an unknown e-mail address is checked against, so that it takes as long. */
let nobody: Promise<string> | undefined;

/** Makes the stored form of a password (PHC). */
export const hashPassword = (password: string): Promise<string> => queue.run(() => hash(password, COST));

/** Whether a password is right. `null` (no such account) takes as long as any other. */
export const checkPassword = async (stored: string | null, password: string): Promise<boolean> => {
  nobody ??= hashPassword(randomBytes(32).toString('base64'));
  const against = stored ?? (await nobody);
  const right = await queue.run(() => verify(against, password));
  return stored !== null && right;
};
