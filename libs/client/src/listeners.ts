/** Whoever wants to hear of something; one that throws does not keep the others from hearing. */
export class Listeners<Args extends unknown[]> {
  private readonly all = new Set<(...args: Args) => void>();

  /** Adds a listener; returns the way to take it off. */
  readonly add = (listener: (...args: Args) => void): (() => void) => {
    const own = (...args: Args) => listener(...args);
    this.all.add(own);
    return () => void this.all.delete(own);
  };

  emit(...args: Args): void {
    for (const listener of [...this.all]) {
      try {
        listener(...args);
      } catch (error) {
        // The fault is the listener's: it must show, but not here.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
