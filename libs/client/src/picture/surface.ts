import {
  type DataOperation,
  indexBits,
  inflatedBytes,
  MAX_BLOCK_PIXELS,
  MAX_INDEXED_COLOURS,
  MAX_WIDE_COLOURS,
  maxDeflatedBytes,
  type Operation,
} from './frame';
import { PictureError } from './picture-error';
import { layOut, type PictureExports } from './wasm-module';

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
/** As much as makes an engine compile a loop anew. */
const WARM_UP_ROWS = 128;
const INDEX_BITS = [1, 2, 4, 8] as const;

const rgbaOf = (red: number, green: number, blue: number): number =>
  (OPAQUE | ((blue & 0xff) << 16) | ((green & 0xff) << 8) | (red & 0xff)) >>> 0;

/** The frame buffer of one picture size, in the memory of a module instance of its own. */
export class Surface {
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

  /**
   * Makes all black, and draws a little of what most pictures are made of: a page's first picture else waits for memory that was
   * never touched, and for drawing that was never run.
   */
  warmUp(): void {
    const native = this.#native;
    native.fill(this.#at.pixels, this.width, 0, 0, this.width, this.height, OPAQUE);
    this.#palette.fill(OPAQUE);
    const rows = Math.min(WARM_UP_ROWS, this.height);
    for (const bits of INDEX_BITS)
      native.indexed(
        this.#at.pixels,
        this.width,
        0,
        0,
        this.width,
        rows,
        this.#at.output,
        bits,
        this.#at.palette,
      );
  }

  draw(operation: Exclude<Operation, { type: 'recall' }>): void {
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
