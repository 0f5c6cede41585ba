const INTERVAL_MS = 34;

/** Asks for a position at most 30 times a second while on, and tells it when it has changed. */
export class PositionWatch {
  private readonly listeners = new Set<(x: number, y: number) => void>();
  private timer: NodeJS.Timeout | null = null;
  private last: { x: number; y: number } | null = null;

  constructor(private readonly ask: () => Promise<{ x: number; y: number }>) {}

  onMove(listener: (x: number, y: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(on: boolean): void {
    if (!on) {
      if (this.timer) clearInterval(this.timer);
      this.timer = null;
      this.last = null;
    } else if (!this.timer) {
      let asking = false;
      this.timer = setInterval(() => {
        if (asking) return;
        asking = true;
        this.ask()
          .then((position) => this.tell(position))
          .catch(() => this.set(false))
          .finally(() => {
            asking = false;
          });
      }, INTERVAL_MS);
    }
  }

  private tell(position: { x: number; y: number }): void {
    if (!this.timer || (this.last?.x === position.x && this.last.y === position.y)) return;
    this.last = position;
    for (const listener of this.listeners) listener(position.x, position.y);
  }
}
