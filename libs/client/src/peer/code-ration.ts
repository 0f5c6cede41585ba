/** New codes at once, and the time for one more, ms. */
const AT_ONCE = 10;
const REFILL_MS = 60_000;

/**
 * Who sits in between could make an end connect again and again until both codes happen to agree. So an end gives only so
 * many codes: 10 at once and one a minute, shared by all its links. An even chance would take more than a year (SEC-C11).
 */
export class CodeRation {
  /** What is left, as the time in which it would come anew, ms. */
  private left = AT_ONCE * REFILL_MS;
  private at: number | undefined;

  /** @param mono a clock that never goes back, ms */
  constructor(private readonly mono: () => number = () => performance.now()) {}

  /** Takes one and gives 0, or says after how many ms there is one. */
  take(): number {
    const now = this.mono();
    this.left = Math.min(AT_ONCE * REFILL_MS, this.left + now - (this.at ?? now));
    this.at = now;
    if (this.left < REFILL_MS) return Math.ceil(REFILL_MS - this.left);
    this.left -= REFILL_MS;
    return 0;
  }
}
