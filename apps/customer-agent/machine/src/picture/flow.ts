/** Frames a viewer is sent ahead of its acknowledgements: so many and one for each of these milliseconds of round trip. */
const BASE_FRAMES = 2;
const FRAME_MS = 16;
/** Bounds of the bytes on their way, and what is taken before anything was measured. */
const MIN_BYTES = 24_000;
const MAX_BYTES = 400_000;
const FIRST_BYTES = 200_000;
/** What may stand in queues beyond the bare round trip, in ms. */
const QUEUE_MS = 40;
/** Smaller frames say nothing about the line's rate. */
const SAMPLE_MIN_BYTES = 8000;
/** An acknowledgement this late was held back (a hidden page), it says nothing about the line. */
const SAMPLE_MAX_MS = 10_000;
/** How much a new sample of the rate weighs. */
const SAMPLE_WEIGHT = 0.3;
/** The smallest round trip is looked for over the current and the last such period, so that a changed route shows. */
const ROUND_TRIP_PERIOD_MS = 30_000;
/** Below this rate bytes cost more than the time of a stronger compression: 12 Mbit/s, in bytes per ms. */
const SLOW_BYTES_PER_MS = 1500;

interface SentFrame {
  readonly id: number;
  readonly bytes: number;
  readonly at: number;
}

/**
 * How much one viewer may be sent: a window of frames and of bytes, from what its acknowledgements say about the line
 * (at most 2 + round trip / 16 ms frames; at most rate x (round trip + 40 ms) bytes, within 24 to 400 KB).
 * All times are milliseconds of one clock that does not go back.
 */
export class ViewerFlow {
  #inFlight: SentFrame[] = [];
  #bytesInFlight = 0;
  #bytesPerMs: number | null = null;
  #smallest: number | null = null;
  #smallestBefore: number | null = null;
  #periodStart: number | null = null;

  /** Smallest round trip of a frame, from sent to drawn and acknowledged, in ms; null before the first. */
  get roundTripMs(): number | null {
    if (this.#smallest === null || this.#smallestBefore === null)
      return this.#smallest ?? this.#smallestBefore;
    return Math.min(this.#smallest, this.#smallestBefore);
  }

  get bytesPerMs(): number | null {
    return this.#bytesPerMs;
  }

  get maxFrames(): number {
    return BASE_FRAMES + Math.ceil((this.roundTripMs ?? 0) / FRAME_MS);
  }

  get maxBytes(): number {
    if (this.#bytesPerMs === null) return FIRST_BYTES;
    const window = this.#bytesPerMs * ((this.roundTripMs ?? 0) + QUEUE_MS);
    return Math.max(MIN_BYTES, Math.min(MAX_BYTES, window));
  }

  /** Whether a further frame may be sent now. One always may when none is on its way, however large it is. */
  get open(): boolean {
    if (this.#inFlight.length === 0) return true;
    return this.#inFlight.length < this.maxFrames && this.#bytesInFlight < this.maxBytes;
  }

  /** Whether frames for this viewer should be compressed harder. */
  get slow(): boolean {
    return this.#bytesPerMs !== null && this.#bytesPerMs < SLOW_BYTES_PER_MS;
  }

  sent(id: number, bytes: number, now: number): void {
    this.#inFlight.push({ id, bytes, at: now });
    this.#bytesInFlight += bytes;
  }

  /** The viewer has drawn this frame and all before it. A frame that is not on its way changes nothing. */
  acknowledged(id: number, now: number): void {
    const index = this.#inFlight.findIndex((frame) => frame.id === id);
    if (index < 0) return;
    const frame = this.#inFlight[index] as SentFrame;
    for (const done of this.#inFlight.splice(0, index + 1)) this.#bytesInFlight -= done.bytes;
    const took = now - frame.at;
    if (took > SAMPLE_MAX_MS) return;
    this.#measureRoundTrip(took, now);
    if (frame.bytes < SAMPLE_MIN_BYTES) return;
    const sample = frame.bytes / Math.max(1, took - (this.roundTripMs ?? 0) * 0.8);
    this.#bytesPerMs =
      this.#bytesPerMs === null ? sample : this.#bytesPerMs * (1 - SAMPLE_WEIGHT) + sample * SAMPLE_WEIGHT;
  }

  /** The viewer starts anew: nothing is on its way any more. What was measured stays. */
  restart(): void {
    this.#inFlight = [];
    this.#bytesInFlight = 0;
  }

  #measureRoundTrip(took: number, now: number): void {
    if (this.#periodStart === null) this.#periodStart = now;
    if (now - this.#periodStart > ROUND_TRIP_PERIOD_MS) {
      this.#periodStart = now;
      this.#smallestBefore = this.#smallest;
      this.#smallest = null;
    }
    this.#smallest = this.#smallest === null ? took : Math.min(this.#smallest, took);
  }
}
