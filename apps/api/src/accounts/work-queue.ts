/** Work that is waited for in order, a few at a time. */
export class WorkQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param parallel how many run at once
   * @param longest how many may wait; one more is refused with `full()`
   */
  constructor(
    private readonly parallel: number,
    private readonly longest: number,
    private readonly full: () => Error,
  ) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < this.parallel) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.longest) throw this.full();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
