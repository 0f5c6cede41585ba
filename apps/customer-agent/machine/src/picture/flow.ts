/** Frames a viewer is sent ahead of its acknowledgements: so many and one for each of these milliseconds of round trip. */
const BASE_FRAMES = 2;
const FRAME_MS = 16;
/** Bounds of the bytes on their way, and what is taken before anything was measured. */
const MIN_BYTES = 24_000;
const MAX_BYTES = 400_000;
const FIRST_BYTES = 200_000;
/** What may stand in queues beyond the bare round trip, in ms. */
const QUEUE_MS = 40;
/** Smaller frames say nothing about the line's rate, only about its round trip. */
const SAMPLE_MIN_BYTES = 8000;
/** Only a frame of so many bytes can show that a line is slow: less is soon late on a busy machine as well. */
const EVIDENCE_BYTES = 32_000;
/** And so many of them one after the other: a page that has just opened is busy, and late with its first picture. */
const EVIDENCE_FRAMES = 2;
/** An acknowledgement this late was held back (a hidden page), it says nothing about the line. */
const SAMPLE_MAX_MS = 10_000;
/** The smallest round trip is looked for over the current and the last such period, so that a changed route shows. */
const ROUND_TRIP_PERIOD_MS = 30_000;
/** The same for the largest rate. */
const RATE_PERIOD_MS = 5000;
/** Below this rate bytes cost more than the time of a stronger compression: 12 Mbit/s, in bytes per ms. */
const SLOW_BYTES_PER_MS = 1500;

interface SentFrame {
  readonly id: number;
  readonly bytes: number;
  readonly at: number;
  readonly last: LastPart;
}

/** The part of a picture that was sent last: what came before it may have waited to be encoded, not for the line. */
interface LastPart {
  readonly bytes: number;
  readonly at: number;
}

/** The best value of the current period and of the one before. All times are of one clock. */
class RecentBest {
  #now: number | null = null;
  #before: number | null = null;
  #since: number | null = null;

  constructor(
    private readonly periodMs: number,
    private readonly best: (a: number, b: number) => number,
  ) {}

  get value(): number | null {
    if (this.#now === null || this.#before === null) return this.#now ?? this.#before;
    return this.best(this.#now, this.#before);
  }

  add(value: number, now: number): void {
    this.#since ??= now;
    if (now - this.#since > this.periodMs) {
      this.#since = now;
      this.#before = this.#now;
      this.#now = null;
    }
    this.#now = this.#now === null ? value : this.best(this.#now, value);
  }
}

/**
 * How much one viewer may be sent: a window of frames and of bytes, from what its acknowledgements say about the line
 * (at most 2 + round trip / 16 ms frames, and one more where a ground was shown ahead; at most rate x (round trip + 40 ms) bytes, within 24 to 400 KB).
 * All times are milliseconds of one clock that does not go back.
 */
export class ViewerFlow {
  #inFlight: SentFrame[] = [];
  #bytesInFlight = 0;
  /** Of every frame, and of those that are too small to wait for the line. */
  readonly #roundTrip = new RecentBest(ROUND_TRIP_PERIOD_MS, Math.min);
  readonly #bareRoundTrip = new RecentBest(ROUND_TRIP_PERIOD_MS, Math.min);
  readonly #rate = new RecentBest(RATE_PERIOD_MS, Math.max);
  /** Large frames that came late, one after the other. */
  #late = 0;

  /** Smallest round trip of a frame, from sent to drawn and acknowledged, in ms; null before the first. */
  get roundTripMs(): number | null {
    return this.#roundTrip.value;
  }

  /**
   * The largest rate that was seen lately. A frame that was held up by busy machines seems slower than the line is, and none
   * seems faster: so the largest is nearest to the truth.
   */
  get bytesPerMs(): number | null {
    return this.#rate.value;
  }

  get maxFrames(): number {
    return BASE_FRAMES + Math.ceil((this.roundTripMs ?? 0) / FRAME_MS);
  }

  get maxBytes(): number {
    const rate = this.bytesPerMs;
    if (rate === null) return FIRST_BYTES;
    const window = rate * ((this.roundTripMs ?? 0) + QUEUE_MS);
    return Math.max(MIN_BYTES, Math.min(MAX_BYTES, window));
  }

  /** Whether a further frame may be sent now. One always may when none is on its way, however large it is. */
  get open(): boolean {
    if (this.#inFlight.length === 0) return true;
    return this.#inFlight.length < this.maxFrames && this.#bytesInFlight < this.maxBytes;
  }

  /** Whether frames for this viewer should be compressed harder. */
  get slow(): boolean {
    return this.#late >= EVIDENCE_FRAMES;
  }

  /** @param now when its first part was sent */
  sent(id: number, bytes: number, now: number, last: LastPart = { bytes, at: now }): void {
    this.#inFlight.push({ id, bytes, at: now, last });
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
    this.#roundTrip.add(took, now);
    if (frame.bytes < SAMPLE_MIN_BYTES) this.#bareRoundTrip.add(took, now);
    else this.#measureRate(frame, now);
  }

  /** The viewer starts anew: nothing is on its way any more. What was measured stays. */
  restart(): void {
    this.#inFlight = [];
    this.#bytesInFlight = 0;
  }

  #measureRate({ bytes, at, last }: SentFrame, now: number): void {
    const bare = this.#bareRoundTrip.value;
    const rateOf = (size: number, since: number): number =>
      size / Math.max(1, now - since - (bare ?? 0) * 0.8);
    this.#rate.add(Math.max(rateOf(bytes, at), rateOf(last.bytes, last.at)), now);
    if ((this.bytesPerMs ?? 0) >= SLOW_BYTES_PER_MS) this.#late = 0;
    // Without a bare round trip a long way would be taken for a narrow one.
    else if (bytes >= EVIDENCE_BYTES && bare !== null) this.#late += 1;
  }
}
