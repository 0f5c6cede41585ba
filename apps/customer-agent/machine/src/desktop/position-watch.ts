import type { HandWatch } from './hand-watch';

const INTERVAL_MS = 34;
/** A pointer that has stood for so long rests: it is not asked for again before somebody touches something. */
const RESTS_AFTER_MS = 500;
/** Programs can move a resting pointer without any hand. */
const RESTING_MS = 1000;

/** Asks for a position at most 30 times a second while on, and tells it when it has changed. */
export class PositionWatch {
  private readonly listeners = new Set<(x: number, y: number) => void>();
  private timer: NodeJS.Timeout | null = null;
  private last: { x: number; y: number } | null = null;
  private movedAt = 0;
  /** Ends the waiting for a hand; null = not waited for. */
  private forget: (() => void) | null = null;

  constructor(
    private readonly ask: () => Promise<{ x: number; y: number }>,
    /** Where nothing tells of hands, the position is asked for all the time. */
    private readonly hands: Pick<HandWatch, 'next'> | null = null,
  ) {}

  onMove(listener: (x: number, y: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(on: boolean): void {
    if (on && !this.timer) this.wake();
    if (on) return;
    this.stopWaiting();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.last = null;
  }

  private wake(): void {
    this.stopWaiting();
    this.movedAt = performance.now();
    this.askIn(INTERVAL_MS);
  }

  private stopWaiting(): void {
    this.forget?.();
    this.forget = null;
  }

  private askIn(ms: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.ask().then(
        (position) => this.take(position),
        () => this.set(false),
      );
    }, ms);
  }

  private take(position: { x: number; y: number }): void {
    if (!this.timer) return;
    const now = performance.now();
    if (this.last?.x !== position.x || this.last.y !== position.y) {
      this.last = position;
      this.movedAt = now;
      for (const listener of this.listeners) listener(position.x, position.y);
    }
    const rests = this.hands !== null && now - this.movedAt > RESTS_AFTER_MS;
    if (rests) this.forget ??= this.hands.next(() => this.timer && this.wake());
    this.askIn(rests ? RESTING_MS : INTERVAL_MS);
  }
}
