import type { Size } from '../input/screen-map';
import { type DecodedFrame, PictureDecoder } from './decoder';
import { MAX_FRAME_BYTES } from './frame';
import { isFull } from './frame-reader';
import { FrameJoiner } from './messages';
import { PictureMeter, type PictureStats } from './picture-stats';

export interface PictureViewOptions {
  readonly canvas: HTMLCanvasElement;
  /** Tell the device that everything up to this frame is on the canvas. */
  ack(frame: number): void;
  /** Ask the device for a full frame. */
  refresh(): void;
  /** The picture has got its first or another size, in pixels; the canvas has it already. */
  onSize?(width: number, height: number): void;
  /** After each frame on the canvas. */
  onFrame?(frame: DecodedFrame): void;
  /** A frame that could not be used, for the log; the view has already asked for a full one. */
  onError?(error: unknown): void;
  /** Round trip of the link in ms, null when unknown; without it there is no latency in the figures. */
  roundTripMs?(): number | null;
}

/**
 * Shows the picture of a device on a canvas: give it every message of the picture channel.
 * A frame appears whole, and is acknowledged when it is on the canvas. While the page is hidden nothing is acknowledged,
 * so the device soon stops sending; what was held back is made good when the page shows again.
 */
export class PictureView {
  readonly #options: PictureViewOptions;
  readonly #context: CanvasRenderingContext2D;
  readonly #joiner = new FrameJoiner();
  readonly #meter = new PictureMeter();
  #decoder: PictureDecoder | null = null;
  /** The size that was announced before the decoder was compiled. */
  #expected: Size | null = null;
  /** Frames that came before the decoder was compiled. */
  #early: { frame: Uint8Array; firstAt: number }[] = [];
  #earlyBytes = 0;
  #firstPartAt = 0;
  /** When the first part of the picture that is being put together came, and how old it was; null between pictures. */
  #begun: { readonly at: number; readonly ageMs: number } | null = null;
  #decodeMs = 0;
  #awaitsFull = false;
  #image: ImageData | null = null;
  #heldAck: number | null = null;
  #closed = false;

  constructor(options: PictureViewOptions) {
    this.#options = options;
    const context = options.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('this canvas already has another kind of context');
    this.#context = context;
    document.addEventListener('visibilitychange', this.#onVisibility);
    PictureDecoder.create().then(
      (decoder) => this.#start(decoder),
      (error: unknown) => options.onError?.(error),
    );
  }

  /** The next message of the picture channel, in order. */
  receive(message: ArrayBuffer | Uint8Array): void {
    if (this.#closed) return;
    const bytes = message instanceof Uint8Array ? message : new Uint8Array(message);
    const now = performance.now();
    this.#meter.received(now, bytes.length);
    if (!this.#joiner.partial) this.#firstPartAt = now;
    try {
      const frame = this.#joiner.add(bytes);
      if (frame) this.#take(frame, this.#firstPartAt);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The device says how large its picture will be: what can be made ready for it is, so that the first one need not wait. */
  expect(size: Size): void {
    this.#expected = size;
    if (this.#decoder) this.#makeReady(this.#decoder, size);
  }

  /** For a new channel after a lost link: forgets a half frame and waits for a full one. */
  restart(): void {
    this.#joiner.clear();
    this.#begin();
    this.#heldAck = null;
    this.#awaitsFull = true;
  }

  stats(): PictureStats {
    return this.#meter.stats(performance.now());
  }

  /** Ends the view; the last picture stays on the canvas. */
  close(): void {
    this.#closed = true;
    this.#early = [];
    this.#decoder = null;
    this.#image = null;
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #start(decoder: PictureDecoder): void {
    if (this.#closed) return;
    this.#decoder = decoder;
    if (this.#expected && this.#early.length === 0) this.#makeReady(decoder, this.#expected);
    const early = this.#early;
    this.#early = [];
    for (const { frame, firstAt } of early) this.#take(frame, firstAt);
  }

  /** Nothing is told of it: until the first picture there is none. */
  #makeReady(decoder: PictureDecoder, { width, height }: Size): void {
    try {
      if (!decoder.expect(width, height) || !decoder.pixels) return;
      this.#fit(width, height);
      this.#context.putImageData(new ImageData(decoder.pixels, width, height), 0, 0);
    } catch (error) {
      // No memory for it: the first frame will find that too, and ask anew.
      this.#options.onError?.(error);
    }
  }

  #take(frame: Uint8Array, firstAt: number): void {
    if (!this.#decoder) {
      this.#earlyBytes += frame.length;
      if (this.#earlyBytes <= MAX_FRAME_BYTES) this.#early.push({ frame, firstAt });
      return;
    }
    // Until the full frame that was asked for, the frames already on their way are of no use.
    if (this.#awaitsFull && !isFull(frame)) return;
    try {
      const startedAt = performance.now();
      const decoded = this.#decoder.decode(frame);
      this.#awaitsFull = false;
      this.#begun ??= { at: firstAt, ageMs: decoded.ageMs };
      this.#decodeMs += performance.now() - startedAt;
      // Decoded while the rest is on its way; shown when it is whole.
      if (!decoded.more) this.#draw(decoded);
    } catch (error) {
      this.#fail(error);
    }
  }

  #draw(frame: DecodedFrame): void {
    const pixels = this.#decoder?.pixels;
    if (!pixels) return;
    const startedAt = performance.now();
    if (this.#image?.data !== pixels) this.#resize(frame, pixels);
    const { box } = frame;
    if (this.#image && box)
      this.#context.putImageData(this.#image, 0, 0, box.x, box.y, box.width, box.height);
    const now = performance.now();
    const roundTrip = this.#options.roundTripMs?.() ?? null;
    const { at, ageMs } = this.#begun ?? { at: now, ageMs: frame.ageMs };
    this.#meter.drew({
      at: now,
      decodeMs: this.#decodeMs + now - startedAt,
      latencyMs: roundTrip === null ? null : ageMs + roundTrip / 2 + now - at,
    });
    this.#begin();
    this.#acknowledge(frame.id);
    this.#options.onFrame?.(frame);
  }

  #begin(): void {
    this.#begun = null;
    this.#decodeMs = 0;
  }

  #resize({ width, height }: DecodedFrame, pixels: Uint8ClampedArray<ArrayBuffer>): void {
    this.#image = new ImageData(pixels, width, height);
    this.#fit(width, height);
    this.#options.onSize?.(width, height);
  }

  /** A canvas whose size is set, even to what it was, begins anew. */
  #fit(width: number, height: number): void {
    const { canvas } = this.#options;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
  }

  #acknowledge(id: number): void {
    if (document.visibilityState === 'hidden') this.#heldAck = id;
    else this.#options.ack(id);
  }

  readonly #onVisibility = (): void => {
    if (this.#heldAck === null || document.visibilityState === 'hidden') return;
    const id = this.#heldAck;
    this.#heldAck = null;
    this.#options.ack(id);
  };

  #fail(error: unknown): void {
    this.#options.onError?.(error);
    this.#begin();
    this.#awaitsFull = true;
    this.#options.refresh();
  }
}
