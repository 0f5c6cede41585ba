/** Fewer waits than these say nothing about the next one. */
export const ENOUGH_WAITS = 3;
/** So many of the last waits are looked at. */
export const RECENT_WAITS = 20;
/** What was longer ago says nothing about now, ms. */
export const RECENT_MS = 4 * 3_600_000;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
};

/**
 * How long somebody will go on waiting, in ms, by how long others have just waited (the median); null = not known: too few
 * came before, or this wait is longer than theirs already. Nobody is told a time that is not likely.
 * @param waits of those who were picked lately, ms @param waited so far, ms
 */
export const estimateWait = (waits: readonly number[], waited: number): number | null => {
  if (waits.length < ENOUGH_WAITS) return null;
  const left = median(waits) - waited;
  return left > 0 ? left : null;
};
