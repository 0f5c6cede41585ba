/** What one notch of a wheel is in each `deltaMode`: pixels (Chromium's 100 at 100 %), lines, pages. */
const PER_NOTCH = [100, 3, 1] as const;
const MOST = 20;

/** The members of a `WheelEvent` that count. */
export interface WheelMove {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
}

/** Turns wheel and touch-pad movements into whole notches; what is less than one is kept for the next. */
export class WheelNotches {
  private restX = 0;
  private restY = 0;

  /** Notches to send now, right and down positive; both 0 = nothing yet. */
  take({ deltaX, deltaY, deltaMode }: WheelMove): { dx: number; dy: number } {
    const unit = PER_NOTCH[deltaMode as 0 | 1 | 2] ?? PER_NOTCH[0];
    // A change of direction begins anew: the rest of before would swallow the first movement back.
    this.restX = (Math.sign(deltaX) === -Math.sign(this.restX) ? 0 : this.restX) + deltaX / unit;
    this.restY = (Math.sign(deltaY) === -Math.sign(this.restY) ? 0 : this.restY) + deltaY / unit;
    const dx = limit(this.restX);
    const dy = limit(this.restY);
    this.restX -= Math.trunc(this.restX);
    this.restY -= Math.trunc(this.restY);
    return { dx, dy };
  }
}

const limit = (notches: number): number => Math.max(-MOST, Math.min(MOST, Math.trunc(notches))) || 0;
