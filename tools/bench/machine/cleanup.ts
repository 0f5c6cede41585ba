type Close = () => Promise<unknown>;

/** What was opened, to be closed in the other order, however the run ends. */
export class Cleanup {
  private readonly opened: Close[] = [];

  add(close: Close): void {
    this.opened.push(close);
  }

  /** Closes everything once; one that fails does not keep the others from being closed. */
  async run(): Promise<void> {
    for (let close = this.opened.pop(); close; close = this.opened.pop())
      await close().catch((error: unknown) => console.error(error));
  }
}
