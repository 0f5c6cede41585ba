/** Does something again and again, waiting after each time; the process may end meanwhile. */
export class Beat {
  private timer: NodeJS.Timeout | undefined;

  /** @param work handles its own faults @param waitMs asked before each wait */
  constructor(
    private readonly work: () => Promise<unknown>,
    private readonly waitMs: () => number,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      void this.work().then(() => {
        if (this.timer) this.start();
      });
    }, this.waitMs()).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
