interface Job {
  run(): void | Promise<void>;
  done(): void;
}

/** Runs jobs in their order: at once while nothing is under way, else after it. */
export class OrderedQueue {
  private readonly waiting: Job[] = [];
  private running = false;
  private generation = 0;

  /** Nothing is under way, nothing waits. */
  get idle(): boolean {
    return !this.running && this.waiting.length === 0;
  }

  /** Runs now, in this very call, when nothing is under way. */
  do(run: () => void): void {
    if (this.running) this.waiting.push({ run, done: () => undefined });
    else run();
  }

  /** Runs in its turn; `stillWanted` turns false when the queue has been cleared. Resolves when done or dropped. */
  later(run: (stillWanted: () => boolean) => Promise<void>): Promise<void> {
    const generation = this.generation;
    return new Promise((resolve, reject) => {
      this.waiting.push({
        run: () => run(() => generation === this.generation).catch(reject),
        done: resolve,
      });
      void this.drain();
    });
  }

  /** Drops what waits, and tells the job under way to end. */
  clear(): void {
    this.generation += 1;
    for (const job of this.waiting.splice(0)) job.done();
  }

  private async drain(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let job = this.waiting.shift(); job; job = this.waiting.shift()) {
      await job.run();
      job.done();
    }
    this.running = false;
  }
}
