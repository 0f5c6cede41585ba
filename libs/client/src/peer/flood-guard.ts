/** What a far end may bring in a second, and how much at once (what a stalled line delivers late). People make far less. */
const PER_SECOND = 500;
const AT_ONCE = 2000;
/** So much more is dropped unread before the link is closed; regained as fast. */
const PATIENCE = 8000;

/** A message that fits no contract weighs as much as so many: honest ends send none. */
export const MALFORMED_WEIGHT = 20;

/** Something that is used up and comes back with time. `mono` = monotonic ms. */
export class Bucket {
  private left: number;
  private at: number | null = null;

  constructor(
    private readonly perSecond: number,
    private readonly atOnce: number,
  ) {
    this.left = atOnce;
  }

  /** Takes so much, if it is there. */
  take(mono: number, weight = 1): boolean {
    const gained = this.at === null ? 0 : Math.max(0, ((mono - this.at) / 1000) * this.perSecond);
    this.at = mono;
    this.left = Math.min(this.atOnce, this.left + gained);
    if (this.left < weight) return false;
    this.left -= weight;
    return true;
  }
}

/** Keeps a far end from drowning this one. Asked for each message before it is read, so that a flood costs next to nothing. */
export class FloodGuard {
  private readonly room = new Bucket(PER_SECOND, AT_ONCE);
  private readonly patience = new Bucket(PER_SECOND, PATIENCE);

  /** What to do with one more message: read it, drop it unread, or close the link. */
  take(mono: number): 'read' | 'drop' | 'close' {
    if (this.room.take(mono)) return 'read';
    return this.patience.take(mono) ? 'drop' : 'close';
  }

  /** It was read and fitted no contract. Whether the link is to be closed. */
  wasMalformed(mono: number): boolean {
    return !this.room.take(mono, MALFORMED_WEIGHT) && !this.patience.take(mono, MALFORMED_WEIGHT);
  }
}
