import type { EncodedFrame } from './encoder';
import { ViewerFlow } from './flow';

/** Where a viewer's messages go: the picture channel of a link. */
export interface PictureOutlet {
  /** One message, in order; of at most 60 000 bytes. May throw when the channel is gone: the viewer is then closed. */
  send(message: Uint8Array<ArrayBuffer>): void;
  /** Bytes that the channel has taken but not yet sent. */
  buffered(): number;
}

/** One who views, in the hands of its link. */
export interface PictureViewer {
  /** The far end says that this frame, and all before it, are drawn. */
  ack(frame: number): void;
  /** The far end cannot go on and needs the whole picture. */
  refresh(): void;
  /** Sends nothing more. */
  close(): void;
}

interface ViewerEvents {
  ready(slow: boolean): void;
  refresh(): void;
  close(): void;
}

/** However fast a far end acknowledges, no more than this waits in its channel. */
const MAX_BUFFERED_BYTES = 4_000_000;
const BUFFER_CHECK_MS = 100;
/** Full pictures are dear: a far end gets at most one in this time, however often it asks. */
const REFRESH_INTERVAL_MS = 500;

/** Holds the window of one viewer, and tells when it can take another frame. */
export class HubViewer implements PictureViewer {
  readonly #outlet: PictureOutlet;
  readonly #events: ViewerEvents;
  readonly #flow = new ViewerFlow();
  /** A picture was asked for and is not made yet. */
  #waiting = false;
  #closed = false;
  /** No more than this can wait in the channel: to ask it stops this thread until the link's own has answered. */
  #atMostBuffered = Number.POSITIVE_INFINITY;
  /** Of the picture whose frames are coming now. */
  #begunAt: number | null = null;
  #bytes = 0;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #refreshTimer: NodeJS.Timeout | null = null;
  #bufferTimer: NodeJS.Timeout | null = null;

  constructor(outlet: PictureOutlet, events: ViewerEvents) {
    this.#outlet = outlet;
    this.#events = events;
  }

  get slow(): boolean {
    return this.#flow.slow;
  }

  ack(frame: number): void {
    this.#flow.acknowledged(frame, performance.now());
    this.offer();
  }

  refresh(): void {
    if (this.#closed || this.#refreshTimer) return;
    const wait = this.#refreshedAt + REFRESH_INTERVAL_MS - performance.now();
    this.#refreshTimer = setTimeout(() => this.#refresh(), Math.max(0, wait));
    this.#refreshTimer.unref();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#refreshTimer) clearTimeout(this.#refreshTimer);
    if (this.#bufferTimer) clearTimeout(this.#bufferTimer);
    this.#events.close();
  }

  /** Sends a frame that was made for this viewer (among others). */
  deliver({ id, more, bytes }: EncodedFrame, messages: readonly Uint8Array<ArrayBuffer>[]): void {
    if (this.#closed) return;
    const now = performance.now();
    this.#begunAt ??= now;
    this.#bytes += bytes.length;
    this.#atMostBuffered += bytes.length + messages.length;
    if (!more) {
      // The frames of one picture count as one: only the last is acknowledged.
      this.#flow.sent(id, this.#bytes, this.#begunAt, { bytes: bytes.length, at: now });
      this.#begunAt = null;
      this.#bytes = 0;
    }
    try {
      for (const message of messages) this.#outlet.send(message);
    } catch {
      this.close();
    }
  }

  /** All frames of the picture that was asked for are here; there may be none, or one ahead that was all there was to say. */
  served(): void {
    this.#waiting = false;
  }

  /** Asks for a frame when the window is open and none is asked for. */
  offer(): void {
    if (this.takesMore()) this.#events.ready(this.#flow.slow);
  }

  /** Like `offer`, for a caller that asks for several viewers at once: true = ask for this one. */
  takesMore(): boolean {
    if (this.#closed || this.#waiting || !this.#flow.open || !this.#hasRoom()) return false;
    this.#waiting = true;
    return true;
  }

  #hasRoom(): boolean {
    if (this.#atMostBuffered > MAX_BUFFERED_BYTES) this.#atMostBuffered = this.#outlet.buffered();
    if (this.#atMostBuffered <= MAX_BUFFERED_BYTES) return true;
    this.#bufferTimer ??= setTimeout(() => {
      this.#bufferTimer = null;
      this.offer();
    }, BUFFER_CHECK_MS);
    return false;
  }

  #refresh(): void {
    this.#refreshTimer = null;
    this.#refreshedAt = performance.now();
    this.#flow.restart();
    this.#events.refresh();
    this.offer();
  }
}
