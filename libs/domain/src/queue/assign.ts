import { type Desk, hasRoom } from './availability';
import { type Assignment, type Queue, serves } from './queue';

/** Somebody to whom a customer could be given. */
export interface Candidate extends Desk {
  /** A console of theirs has a line to the site. */
  readonly reachable: boolean;
  /** When they were last given a customer, ms since the epoch; 0 = never. */
  readonly lastGivenAt: number;
}

/** Whether a customer of this queue may be given to somebody without asking: ready, there, and with room (W5). */
export const isFree = (queue: Pick<Queue, 'servedBy'>, one: Candidate): boolean =>
  one.state === 'ready' && one.reachable && hasRoom(one) && serves(queue, one.accountId);

const order: Record<Exclude<Assignment, 'everybody'>, (a: Candidate, b: Candidate) => number> = {
  mostIdle: (a, b) => a.load - b.load || a.lastGivenAt - b.lastGivenAt,
  roundRobin: (a, b) => a.lastGivenAt - b.lastGivenAt,
};

/**
 * Whom the next customer is offered to; null = nobody, as where everybody picks for themselves. Who let it pass is asked
 * again when all others have too.
 */
export const chooseFor = (
  queue: Pick<Queue, 'assignment' | 'servedBy'>,
  candidates: readonly Candidate[],
  passed: readonly string[],
): string | null => {
  if (queue.assignment === 'everybody') return null;
  const by = order[queue.assignment];
  const free = candidates.filter((one) => isFree(queue, one));
  const fresh = free.filter(({ accountId }) => !passed.includes(accountId));
  const [first] = (fresh.length > 0 ? fresh : free).toSorted(
    (a, b) => by(a, b) || (a.accountId < b.accountId ? -1 : 1),
  );
  return first?.accountId ?? null;
};
