import {
  type DataOperation,
  type Indexed,
  indexBits,
  indexBytes,
  inflatedBytes,
  MAX_BLOCK_PIXELS,
  MAX_INDEXED_COLOURS,
  MAX_LINES_BYTES,
  MAX_PAST_BYTES,
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
  inflate(input: number, length: number, output: number, size: number, past: number): number;
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
  readonly #at: Record<'pixels' | 'palette' | 'input' | 'output' | 'lines', number>;
  readonly #input: Uint8Array;
  readonly #palette: Uint32Array;
  /** The indexes of lines: from `MAX_PAST_BYTES` on those of the present frame, right before them those of the frames before. */
  readonly #lines: Uint8Array;
  #past = 0;
  #linesSize = 0;
  /** How much of the present frame's was drawn. */
  #linesAt = 0;

  constructor(module: WebAssembly.Module, width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#native = new WebAssembly.Instance(module).exports as unknown as DecoderExports;
    const largest = Math.max(MAX_LINES_BYTES, width * height, 3 * Math.min(MAX_BLOCK_PIXELS, width * height));
    this.#at = layOut(this.#native, {
      pixels: width * height * 4,
      palette: MAX_WIDE_COLOURS * 4,
      input: maxDeflatedBytes(largest),
      output: largest,
      lines: MAX_PAST_BYTES + MAX_LINES_BYTES,
    });
    const { buffer } = this.#native.memory;
    this.pixels = new Uint8ClampedArray(buffer, this.#at.pixels, width * height * 4);
    this.#input = new Uint8Array(buffer, this.#at.input, maxDeflatedBytes(largest));
    this.#palette = new Uint32Array(buffer, this.#at.palette, MAX_WIDE_COLOURS);
    this.#lines = new Uint8Array(buffer, this.#at.lines, MAX_PAST_BYTES + MAX_LINES_BYTES);
  }

  /**
   * Takes a frame's lines, to be drawn next, in their order. `continues`: they may go back into those before.
   * @param size of their indexes, in bytes: at most `MAX_LINES_BYTES`
   */
  takeLines(deflated: Uint8Array | null, size: number, continues: boolean): void {
    if (!continues) this.#past = 0;
    else this.#keepPast();
    this.#linesSize = 0;
    this.#linesAt = 0;
    if (!deflated) return;
    this.#inflate(deflated, this.#at.lines + MAX_PAST_BYTES, size, this.#past);
    this.#linesSize = size;
  }

  /** What was drawn last goes before what comes next. */
  #keepPast(): void {
    const end = MAX_PAST_BYTES + this.#linesSize;
    this.#past = Math.min(MAX_PAST_BYTES, this.#past + this.#linesSize);
    this.#lines.copyWithin(MAX_PAST_BYTES - this.#past, end - this.#past, end);
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
      case 'indexed':
        this.#inflateData(operation);
        this.#drawIndexed(operation, this.#at.output);
        return;
      case 'lines':
        this.#drawIndexed(operation, this.#at.lines + MAX_PAST_BYTES + this.#linesAt);
        this.#linesAt += indexBytes(operation);
        return;
      case 'wide':
        this.#inflateData(operation);
        this.#usePalette(operation.palette, MAX_WIDE_COLOURS);
        this.#mustBe(native.wide(...target, this.#at.output, this.#at.palette));
        return;
      case 'rgb':
        this.#inflateData(operation);
        native.rgb(...target, this.#at.output);
    }
  }

  #drawIndexed({ x, y, width, height, palette }: Indexed, indexes: number): void {
    const bits = this.#usePalette(palette, MAX_INDEXED_COLOURS);
    const { pixels, palette: colours } = this.#at;
    this.#mustBe(this.#native.indexed(pixels, this.width, x, y, width, height, indexes, bits, colours));
  }

  #inflateData(operation: DataOperation): void {
    this.#inflate(operation.data, this.#at.output, inflatedBytes(operation), 0);
  }

  #inflate(data: Uint8Array, to: number, size: number, past: number): void {
    this.#input.set(data);
    if (!this.#native.inflate(this.#at.input, data.length, to, size, past))
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
