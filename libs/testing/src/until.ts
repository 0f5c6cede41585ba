/** How long a test waits for what must come, ms: enough for a slow machine, and spent only where something is wrong. */
export const PATIENCE_MS = 60_000;

/** Asks again and again until there is an answer other than null. Rejects with `what` after the time-out (ms). */
export const until = async <T>(
  what: string,
  timeoutMs: number,
  look: () => Promise<T | null>,
  everyMs = 25,
): Promise<T> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
