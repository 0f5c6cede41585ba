/** Asks again and again (25 ms) until there is an answer other than null. Rejects with `what` after the time-out (ms). */
export const until = async <T>(
  what: string,
  timeoutMs: number,
  look: () => Promise<T | null>,
): Promise<T> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
