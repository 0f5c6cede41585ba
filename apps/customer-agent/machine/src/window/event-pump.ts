import type { HandWatch } from '../desktop/hand-watch';

/** The part of Slint's native module that its own event loop is made of. */
export interface NativeLoop {
  /** Handles what has come in and draws what has changed; 1 = the last window is gone. */
  processEvents(): number;
  setQuitOnLastWindowClosed(quit: boolean): void;
}

const EXITED = 1;
/** While somebody is at it, or something has changed. */
const BUSY_MS = 16;
/** While nothing happens: what comes then (another window went from above ours, a screen reader) may wait so long. */
const RESTING_MS = 250;
/** Hands come again soon; a change is drawn after a few turns. */
const RESTS_AFTER_MS = { touch: 500, change: 150 } as const;

/**
 * Runs the toolkit's events between those of Node. Slint's own loop looks 60 times a second for ever; this one rests until
 * a hand touches something or `wake` is called. Without a watch for hands it never rests.
 */
export class EventPump {
  private timer: NodeJS.Timeout | null = null;
  private busyUntil = 0;
  private ended = false;
  /** Ends the waiting for a hand; null = not waited for. */
  private forget: (() => void) | null = null;

  constructor(
    private readonly native: NativeLoop,
    private readonly hands: Pick<HandWatch, 'next' | 'whenAnswered'> | null,
    /** The last window is gone, or `end` was called. */
    private readonly over: () => void,
  ) {}

  start(): void {
    this.native.setQuitOnLastWindowClosed(true);
    this.stir('touch');
  }

  /** Something has changed: it is on the screen with the next turn. */
  wake(): void {
    this.stir('change');
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.stopWaiting();
    if (this.timer) clearTimeout(this.timer);
    this.over();
  }

  private stir(by: keyof typeof RESTS_AFTER_MS): void {
    if (this.ended) return;
    this.stopWaiting();
    this.busyUntil = Math.max(this.busyUntil, performance.now() + RESTS_AFTER_MS[by]);
    this.turnIn(0);
  }

  private stopWaiting(): void {
    this.forget?.();
    this.forget = null;
  }

  /** Only while the desktop answers: on what an X server says in its last moment the toolkit ends the whole process with a panic. */
  private turnIn(ms: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.hands) this.hands.whenAnswered(() => this.turn());
      else this.turn();
    }, ms);
  }

  private turn(): void {
    if (this.ended) return;
    if (this.native.processEvents() === EXITED) return this.end();
    // A handler may have ended it.
    if (this.ended) return;
    const rests = this.hands !== null && performance.now() > this.busyUntil;
    if (rests) this.forget ??= this.hands.next(() => this.stir('touch'));
    this.turnIn(rests ? RESTING_MS : BUSY_MS);
  }
}
