/**
 * Something of the machine that is open only while it is wanted. Opening takes time: when it is not wanted any more
 * before it is open, it is closed as soon as it is.
 */
export class Held<T> {
  private wanted = false;
  private opening: Promise<void> | null = null;
  private open: T | null = null;

  constructor(
    private readonly how: {
      readonly open: () => Promise<T>;
      readonly close: (thing: T) => unknown;
      /** It is open and wanted. */
      readonly ready?: (thing: T) => void;
      readonly failed?: (error: unknown) => void;
    },
  ) {}

  /** What is open and wanted now. */
  get value(): T | null {
    return this.wanted ? this.open : null;
  }

  want(wanted: boolean): void {
    this.wanted = wanted;
    void this.settle();
  }

  /** Not wanted any more; resolves when it is closed. */
  async end(): Promise<void> {
    this.wanted = false;
    await this.opening;
    await this.settle();
  }

  private async settle(): Promise<void> {
    if (this.opening) return;
    if (this.wanted && this.open === null) {
      this.opening = this.start();
      await this.opening;
      this.opening = null;
      if (!this.wanted) await this.settle();
      return;
    }
    const thing = this.open;
    if (this.wanted || thing === null) return;
    this.open = null;
    await this.how.close(thing);
    // Wanted again while it closed.
    if (this.wanted) await this.settle();
  }

  private async start(): Promise<void> {
    try {
      this.open = await this.how.open();
    } catch (error) {
      this.wanted = false;
      this.how.failed?.(error);
      return;
    }
    if (this.wanted) this.how.ready?.(this.open);
  }
}
