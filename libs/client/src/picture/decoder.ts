import { WASM_BASE64 } from './decoder.wasm';
import type { FrameHeader, Rectangle } from './frame';
import { readFrame } from './frame-reader';
import { PictureError } from './picture-error';
import { Surface } from './surface';
import { moduleOf } from './wasm-module';

const union = (a: Rectangle | null, b: Rectangle): Rectangle => {
  if (!a) return { x: b.x, y: b.y, width: b.width, height: b.height };
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
};

/** The decoder's module; asked for ahead of the first picture, it is there when that comes. */
export const decoderModule = moduleOf(WASM_BASE64);

/** What a frame did. */
export interface DecodedFrame extends FrameHeader {
  /** Smallest box around all that was drawn since the picture was whole; null when nothing was. */
  readonly box: Rectangle | null;
}

/** Decodes the frames of one picture into RGBA pixels. Everything that comes in is a stranger's and is checked. */
export class PictureDecoder {
  readonly #module: WebAssembly.Module;
  #surface: Surface | null = null;
  #lastId = -1;
  /** What the frames before drew of a picture that is not whole yet. */
  #box: Rectangle | null = null;

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  static async create(): Promise<PictureDecoder> {
    return new PictureDecoder(await decoderModule());
  }

  /** The picture as RGBA rows; null before the first frame. Another array when the size changes. */
  get pixels(): Uint8ClampedArray<ArrayBuffer> | null {
    return this.#surface?.pixels ?? null;
  }

  /**
   * Draws a frame.
   * @throws {PictureError} for anything wrong; the picture may then be half drawn, and only a full frame is taken next
   */
  decode(bytes: Uint8Array): DecodedFrame {
    try {
      return this.#decode(bytes);
    } catch (error) {
      this.#lastId = -1;
      throw error;
    }
  }

  #decode(bytes: Uint8Array): DecodedFrame {
    const { header, operations } = readFrame(bytes);
    const surface = this.#surfaceFor(header);
    let box = header.full ? null : this.#box;
    for (const operation of operations) {
      surface.draw(operation);
      box = union(box, operation);
    }
    this.#lastId = header.id;
    this.#box = header.more ? box : null;
    return { ...header, box };
  }

  #surfaceFor(header: FrameHeader): Surface {
    const sameSize = this.#surface?.width === header.width && this.#surface.height === header.height;
    if (!header.full && (!sameSize || this.#lastId < 0 || header.id <= this.#lastId))
      throw new PictureError('NEEDS_FULL', `frame ${header.id} without the one before it`);
    if (this.#surface && sameSize) return this.#surface;
    this.#surface = null;
    this.#surface = new Surface(this.#module, header.width, header.height);
    return this.#surface;
  }
}
