/** Waiting times of repeated attempts, in ms: doubling from `least` to `most`, with jitter so that a crowd does not come back at once. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly least: number,
    private readonly most: number,
    private readonly random: () => number,
  ) {}

  next(): number {
    const full = Math.min(this.most, this.least * 2 ** this.attempts);
    this.attempts += 1;
    return Math.max(this.least, Math.round(full * (0.5 + this.random() / 2)));
  }

  reset(): void {
    this.attempts = 0;
  }
}
