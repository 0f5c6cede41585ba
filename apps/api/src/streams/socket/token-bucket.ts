/** Lets through `burst` at once and `perSecond` in the long run. Time comes in as ms of any clock that only grows. */
export class TokenBucket {
  private tokens: number;
  private at: number | undefined;

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.tokens = burst;
  }

  /** Takes one; false = too many. */
  take(now: number): boolean {
    const passed = Math.max(0, now - (this.at ?? now));
    this.at = now;
    this.tokens = Math.min(this.burst, this.tokens + (passed * this.perSecond) / 1000);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
