import { Listeners } from '@relevo/client';

/** Whether the program on the customer's computer heard that it must stop. `none` = there was nothing to tell. */
export type Heard = 'none' | 'telling' | 'heard' | 'unheard';

/** So long without an answer by any road, and the customer is told to press Stop there, ms. */
const PATIENCE_MS = 4000;

/** Follows a wish to stop on its way to another device: by the server, and by the console over the peer links. */
export class StopWord {
  private state: Heard = 'none';
  private round = 0;
  private readonly listeners = new Listeners<[]>();

  get snapshot(): Heard {
    return this.state;
  }

  readonly subscribe = this.listeners.add;

  /** The first road that arrives counts, however late; roads answer false when they lead nowhere. */
  follow(roads: readonly Promise<boolean>[]): void {
    this.round += 1;
    const { round } = this;
    const move = (next: Heard): void => {
      if (round !== this.round || this.state === 'heard') return;
      this.set(next);
    };
    this.set('telling');
    for (const road of roads) {
      road.then(
        (arrived) => arrived && move('heard'),
        () => undefined,
      );
    }
    setTimeout(() => move('unheard'), PATIENCE_MS);
  }

  private set(next: Heard): void {
    this.state = next;
    this.listeners.emit();
  }
}
