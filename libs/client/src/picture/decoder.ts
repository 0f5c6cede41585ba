import { WASM_BASE64 } from './decoder.wasm';
import {
  type DataOperation,
  type FrameHeader,
  isPictureSize,
  linesBytes,
  type Operation,
  type Rectangle,
} from './frame';
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

/** Copies of what an operation has only as views of its frame. */
const ownData = (operation: DataOperation) => ({
  data: operation.data.slice(),
  ...(operation.type !== 'rgb' && { palette: operation.palette.slice() }),
});

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
  /** By slot; data of its own, so that no frame is held for one block of it. */
  readonly #kept = new Map<number, DataOperation>();
  /** What the frames before drew of a picture that is not whole yet. */
  #box: Rectangle | null = null;

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  static async create(): Promise<PictureDecoder> {
    return new PictureDecoder(await decoderModule());
  }

  /** The picture as RGBA rows; null before anything is known of it. Another array when the size changes. */
  get pixels(): Uint8ClampedArray<ArrayBuffer> | null {
    return this.#surface?.pixels ?? null;
  }

  /**
   * Makes ready for a first picture of this size, black until it comes. False = not done, for there is one, or none can be so large.
   * @throws {RangeError} when there is no memory for it
   */
  expect(width: number, height: number): boolean {
    if (this.#surface || !isPictureSize(width, height)) return false;
    this.#surface = new Surface(this.#module, width, height);
    this.#surface.warmUp();
    return true;
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
    const { header, operations, lines } = readFrame(bytes);
    const surface = this.#surfaceFor(header);
    surface.takeLines(lines, linesBytes(operations), header.continues);
    let box = header.full ? null : this.#box;
    if (header.full) this.#kept.clear();
    for (const operation of operations) {
      this.#draw(surface, operation);
      box = union(box, operation);
    }
    this.#lastId = header.id;
    this.#box = header.more ? box : null;
    return { ...header, box };
  }

  #draw(surface: Surface, operation: Operation): void {
    if (operation.type === 'recall') {
      const { x, y, width, height, slot } = operation;
      const kept = this.#kept.get(slot);
      if (kept?.width !== width || kept.height !== height)
        throw new PictureError('NOT_KEPT', `no ${width} x ${height} in slot ${slot}`);
      surface.draw({ ...kept, x, y });
      return;
    }
    surface.draw(operation);
    if ('keep' in operation && operation.keep !== undefined)
      this.#kept.set(operation.keep, { ...operation, ...ownData(operation) });
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
