/** Messages a link may bring in a second, and how many at once. People and their mice make far fewer. */
const PER_SECOND = 1000;
const AT_ONCE = 2000;

/** Keeps a far end from drowning the machine: a bucket that fills with time. `mono` in ms. */
export class FloodGuard {
  private left = AT_ONCE;
  private at: number | null = null;

  /** Whether one more message may pass now. */
  pass(mono: number): boolean {
    const gained = this.at === null ? 0 : ((mono - this.at) / 1000) * PER_SECOND;
    this.at = mono;
    this.left = Math.min(AT_ONCE, this.left + Math.max(0, gained));
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
