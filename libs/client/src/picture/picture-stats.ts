/** How the picture comes through, over the last second or so; null where nothing is known. */
export interface PictureStats {
  /** Frames drawn in a second. */
  readonly framesPerSecond: number;
  /** Bits that came in a second. */
  readonly bitsPerSecond: number;
  /** Milliseconds from a change on the customer's screen to the picture here, average. */
  readonly latencyMs: number | null;
  /** Milliseconds to decode and draw a frame, average. */
  readonly decodeMs: number | null;
}

const WINDOW_MS = 1000;

interface DrawnFrame {
  readonly at: number;
  readonly latencyMs: number | null;
  readonly decodeMs: number;
}

const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Counts over a sliding second. Times are milliseconds of any one clock that does not go back. */
export class PictureMeter {
  #frames: DrawnFrame[] = [];
  #messages: { at: number; bytes: number }[] = [];
  /** Kept while the picture stands still, so that the last known delay stays readable. */
  #last: DrawnFrame | null = null;

  received(at: number, bytes: number): void {
    this.#messages.push({ at, bytes });
    this.#forget(at);
  }

  drew(frame: DrawnFrame): void {
    this.#frames.push(frame);
    this.#last = frame;
    this.#forget(frame.at);
  }

  stats(now: number): PictureStats {
    this.#forget(now);
    const shown = this.#frames.length > 0 ? this.#frames : this.#last ? [this.#last] : [];
    return {
      framesPerSecond: (this.#frames.length * 1000) / WINDOW_MS,
      bitsPerSecond: (this.#messages.reduce((sum, message) => sum + message.bytes, 0) * 8 * 1000) / WINDOW_MS,
      latencyMs: average(shown.map((frame) => frame.latencyMs).filter((latency) => latency !== null)),
      decodeMs: average(shown.map((frame) => frame.decodeMs)),
    };
  }

  #forget(now: number): void {
    const recent = ({ at }: { at: number }): boolean => at > now - WINDOW_MS;
    if (this.#frames[0] && !recent(this.#frames[0])) this.#frames = this.#frames.filter(recent);
    if (this.#messages[0] && !recent(this.#messages[0])) this.#messages = this.#messages.filter(recent);
  }
}
