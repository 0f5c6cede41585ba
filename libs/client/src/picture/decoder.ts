import { WASM_BASE64 } from './decoder.wasm';
import {
  type DataOperation,
  type FrameHeader,
  indexBits,
  inflatedBytes,
  MAX_BLOCK_PIXELS,
  MAX_INDEXED_COLOURS,
  MAX_WIDE_COLOURS,
  maxDeflatedBytes,
  type Operation,
  type Rectangle,
} from './frame';
import { readFrame } from './frame-reader';
import { PictureError } from './picture-error';
import { compileModule, layOut, type PictureExports } from './wasm-module';

type Draw<Rest extends number[]> = (
  frame: number,
  frameWidth: number,
  x: number,
  y: number,
  width: number,
  height: number,
  ...rest: Rest
) => number;

interface DecoderExports extends PictureExports {
  inflate(input: number, length: number, output: number, size: number): number;
  fill: Draw<[colour: number]>;
  copy: Draw<[fromX: number, fromY: number]>;
  indexed: Draw<[data: number, bits: number, palette: number]>;
  wide: Draw<[data: number, palette: number]>;
  rgb: Draw<[data: number]>;
}

const OPAQUE = 0xff000000;

/** The frame buffer of one picture size, in the memory of a module instance of its own. */
class Surface {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly #native: DecoderExports;
  readonly #at: Record<'pixels' | 'palette' | 'input' | 'output', number>;
  readonly #input: Uint8Array;
  readonly #palette: Uint32Array;

  constructor(module: WebAssembly.Module, width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#native = new WebAssembly.Instance(module).exports as unknown as DecoderExports;
    const largest = Math.max(width * height, 3 * Math.min(MAX_BLOCK_PIXELS, width * height));
    this.#at = layOut(this.#native, {
      pixels: width * height * 4,
      palette: MAX_WIDE_COLOURS * 4,
      input: maxDeflatedBytes(largest),
      output: largest,
    });
    const { buffer } = this.#native.memory;
    this.pixels = new Uint8ClampedArray(buffer, this.#at.pixels, width * height * 4);
    this.#input = new Uint8Array(buffer, this.#at.input, maxDeflatedBytes(largest));
    this.#palette = new Uint32Array(buffer, this.#at.palette, MAX_WIDE_COLOURS);
  }

  draw(operation: Operation): void {
    const native = this.#native;
    const { x, y, width, height } = operation;
    const target = [this.#at.pixels, this.width, x, y, width, height] as const;
    switch (operation.type) {
      case 'copy':
        native.copy(...target, operation.fromX, operation.fromY);
        return;
      case 'fill':
        native.fill(...target, rgbaOf(operation.colour >> 16, operation.colour >> 8, operation.colour));
        return;
      case 'indexed': {
        this.#inflate(operation);
        const bits = this.#usePalette(operation.palette, MAX_INDEXED_COLOURS);
        this.#mustBe(native.indexed(...target, this.#at.output, bits, this.#at.palette));
        return;
      }
      case 'wide':
        this.#inflate(operation);
        this.#usePalette(operation.palette, MAX_WIDE_COLOURS);
        this.#mustBe(native.wide(...target, this.#at.output, this.#at.palette));
        return;
      case 'rgb':
        this.#inflate(operation);
        native.rgb(...target, this.#at.output);
    }
  }

  #inflate(operation: DataOperation): void {
    this.#input.set(operation.data);
    const size = inflatedBytes(operation);
    if (!this.#native.inflate(this.#at.input, operation.data.length, this.#at.output, size))
      throw new PictureError('DATA', `data that does not inflate to ${size} bytes`);
  }

  /** Entries without a colour become transparent: that is how a wrong index shows. */
  #usePalette(palette: Uint8Array, entries: number): number {
    const colours = palette.length / 3;
    for (let i = 0, at = 0; i < colours; i++, at += 3)
      this.#palette[i] = rgbaOf(palette[at] as number, palette[at + 1] as number, palette[at + 2] as number);
    this.#palette.fill(0, colours, entries);
    return indexBits(colours);
  }

  #mustBe(right: number): void {
    if (!right) throw new PictureError('PALETTE', 'an index without a colour');
  }
}

const rgbaOf = (red: number, green: number, blue: number): number =>
  (OPAQUE | ((blue & 0xff) << 16) | ((green & 0xff) << 8) | (red & 0xff)) >>> 0;

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

/** What a frame did. */
export interface DecodedFrame extends FrameHeader {
  /** Smallest box around all that was drawn; null when nothing was. */
  readonly box: Rectangle | null;
}

/** Decodes the frames of one picture into RGBA pixels. Everything that comes in is a stranger's and is checked. */
export class PictureDecoder {
  readonly #module: WebAssembly.Module;
  #surface: Surface | null = null;
  #lastId = -1;

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  static async create(): Promise<PictureDecoder> {
    return new PictureDecoder(await compileModule(WASM_BASE64));
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
    let box: Rectangle | null = null;
    for (const operation of operations) {
      surface.draw(operation);
      box = union(box, operation);
    }
    this.#lastId = header.id;
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
