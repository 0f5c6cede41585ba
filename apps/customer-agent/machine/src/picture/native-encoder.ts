import { indexBits, MAX_WIDE_COLOURS, type Rectangle } from '@relevo/client/picture/frame';
import { layOut, moduleOf, type PictureExports } from '@relevo/client/picture/wasm-module';
import { WASM_BASE64 } from './encoder.wasm';
import { gridOf } from './rectangles';

/** Blocks of more than 256 colours are at most this large, in pixels. */
export const BLOCK_WIDTH = 384;
export const BLOCK_HEIGHT = 216;

/** Width of the strips in which rows are hashed. Must be that of native/scroll.c. */
const STRIP_WIDTH = 128;
const MAX_RUNS = 512;
const RUN_NUMBERS = 4;
/** What stands for a tile of several colours, as WebAssembly gives a number of 32 bits. */
const MIXED = -1;

type OnRectangle<Rest extends number[]> = (
  picture: number,
  pictureWidth: number,
  x: number,
  y: number,
  width: number,
  height: number,
  ...rest: Rest
) => number;

type OnRows<Rest extends number[]> = (
  now: number,
  before: number,
  width: number,
  height: number,
  top: number,
  bottom: number,
  ...rest: Rest
) => number;

type Alike = (
  now: number,
  before: number,
  pictureWidth: number,
  x: number,
  y: number,
  width: number,
  height: number,
  step: 1 | -1,
) => number;

interface EncoderExports extends PictureExports {
  compare: OnRows<[left: number, right: number, map: number, colours: number]>;
  rowsAlike: Alike;
  columnsAlike: Alike;
  hasColour: OnRectangle<[colour: number]>;
  hashRows(
    picture: number,
    width: number,
    height: number,
    top: number,
    bottom: number,
    hashes: number,
    known: number,
  ): void;
  isPlain(colours: number, map: number, tiles: number): number;
  takePlain(colours: number, map: number, plain: number, tiles: number): number;
  findScroll: OnRows<[]>;
  findRuns: OnRows<[distance: number, runs: number, max: number]>;
  moveRows: OnRectangle<[distance: number]>;
  copyRectangle(
    to: number,
    from: number,
    pictureWidth: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
  packIndexed: OnRectangle<[palette: number, out: number]>;
  packWide: OnRectangle<[palette: number, out: number, max: number]>;
  packRgb: OnRectangle<[out: number]>;
}

/** Colours and indexes of a rectangle; the indexes are valid until the next packing. */
export interface Packed {
  /** Red, green, blue for each colour. */
  readonly palette: Uint8Array;
  readonly indexes: Uint8Array;
}

/** Tiles that have a colour all over, and those that do not. Both maps are valid until the next comparison. */
export interface PlainTiles {
  readonly colour: number;
  readonly plain: Uint8Array;
  readonly others: Uint8Array;
}

/** A rectangle of one colour, as 0xRRGGBB. */
export interface PlainBox extends Rectangle {
  readonly colour: number;
}

/** A block of rows that moved by `distance`: it came from so many rows further down. */
export interface Move extends Rectangle {
  readonly distance: number;
}

/** The encoder's module. */
export const encoderModule = moduleOf(WASM_BASE64);

const regionsOf = (width: number, height: number) => {
  const { columns, rows } = gridOf(width, height);
  const hashes = Math.ceil(width / STRIP_WIDTH) * height * 4;
  return {
    now: width * height * 4,
    before: width * height * 4,
    map: columns * rows,
    plain: columns * rows,
    colours: columns * rows * 4,
    hashesNow: hashes,
    hashesBefore: hashes,
    knownNow: height,
    knownBefore: height,
    runs: MAX_RUNS * RUN_NUMBERS * 2,
    palette: MAX_WIDE_COLOURS * 4,
    packed: Math.max(width * height, BLOCK_WIDTH * BLOCK_HEIGHT * 3),
  };
};

/** The C of the encoder with its two pictures: `now`, on the screen, and `before`, what the viewers were sent. */
export class NativeEncoder {
  readonly width: number;
  readonly height: number;
  readonly #native: EncoderExports;
  readonly #at: Record<keyof ReturnType<typeof regionsOf>, number>;
  readonly #bytes: Uint8Array;
  readonly #tiles: number;
  readonly #colours: Int32Array;
  #changed = 0;

  constructor(module: WebAssembly.Module, width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#native = new WebAssembly.Instance(module).exports as unknown as EncoderExports;
    this.#at = layOut(this.#native, regionsOf(width, height));
    this.#bytes = new Uint8Array(this.#native.memory.buffer);
    const { columns, rows } = gridOf(width, height);
    this.#tiles = columns * rows;
    this.#colours = new Int32Array(this.#native.memory.buffer, this.#at.colours, this.#tiles);
  }

  /** Which of these tiles of `now` do not have this colour all over, as far as is known. */
  withoutColour(tiles: Uint8Array, colour: number): Uint8Array {
    return tiles.map((marked, tile) => (this.#colours[tile] === colour ? 0 : marked));
  }

  /** All pixels of `now`. */
  get picture(): Uint8Array {
    return this.#region('now', this.width * this.height * 4);
  }

  /** Puts grabbed rows into `now`; those that were written there already stay. */
  load(top: number, pixels: Uint8Array): void {
    const at = this.#at.now + top * this.width * 4;
    if (pixels.buffer !== this.#bytes.buffer || pixels.byteOffset !== at) this.#bytes.set(pixels, at);
  }

  /** Begins a comparison: no tile is marked. */
  beginCompare(): void {
    this.#region('map', this.#tiles).fill(0);
    this.#changed = 0;
  }

  /** Marks the tiles of rows [top, bottom) that differ. It looks only at columns [left, right). */
  compare(top: number, bottom: number, left = 0, right = this.width): void {
    const pictures = this.#rows('now', 'before', top, bottom);
    this.#changed += this.#native.compare(...pictures, left, right, this.#at.map, this.#at.colours);
  }

  /** The marked tiles in a map of the whole picture, which the caller owns. */
  get compared(): { changed: number; map: Uint8Array } {
    return { changed: this.#changed, map: this.#region('map', this.#tiles).slice() };
  }

  /** No tile is known to be of one colour any more, until it differs again. */
  forgetColours(): void {
    this.#colours.fill(MIXED);
  }

  /** Whether a tile is of one colour, as far as is known. */
  isPlainTile(tile: number): boolean {
    return this.#colours[tile] !== MIXED;
  }

  /** A rectangle in which something differs, without its first and last rows that do not. */
  trimmed(rectangle: Rectangle): Rectangle {
    const { x, y, width, height } = rectangle;
    const alike = (step: 1 | -1): number => this.#alike('rowsAlike', rectangle, step);
    const above = alike(1);
    return above === height ? rectangle : { x, y: y + above, width, height: height - above - alike(-1) };
  }

  /** The box around all that differs in a rectangle; the rectangle itself when nothing does. */
  changedBox(rectangle: Rectangle): Rectangle {
    const rows = this.trimmed(rectangle);
    const left = this.#alike('columnsAlike', rows, 1);
    if (left === rows.width) return rectangle;
    return { ...rows, x: rows.x + left, width: rows.width - left - this.#alike('columnsAlike', rows, -1) };
  }

  /** The box around all that differs in a rectangle (itself when nothing does), if it is of one colour now. */
  plainChange(rectangle: Rectangle): PlainBox | null {
    const box = this.changedBox(rectangle);
    const colour = this.colourAt(box.x, box.y);
    return this.hasColour(box, colour) ? { ...box, colour } : null;
  }

  /** Whether a rectangle of `now` has this colour all over. */
  hasColour(rectangle: Rectangle, colour: number): boolean {
    return this.#native.hasColour(...this.#target(rectangle), colour) === 1;
  }

  /** The colour of a pixel of `now`, as 0xRRGGBB. */
  colourAt(x: number, y: number): number {
    const [blue = 0, green = 0, red = 0] = this.#bytes.subarray(this.#at.now + (y * this.width + x) * 4);
    return (red << 16) | (green << 8) | blue;
  }

  /** Whether the marked tiles are of one colour nearly everywhere: then no movement can be found. */
  get isPlain(): boolean {
    return this.#native.isPlain(this.#at.colours, this.#at.map, this.#tiles) === 1;
  }

  /** What of some tiles is of one colour; null = there is no colour that three quarters and more of them have all over. */
  takePlain(tiles: Uint8Array): PlainTiles | null {
    const others = this.#region('map', this.#tiles);
    others.set(tiles);
    const { colours, map, plain } = this.#at;
    const colour = this.#native.takePlain(colours, map, plain, this.#tiles);
    return colour === MIXED ? null : { colour, plain: this.#region('plain', this.#tiles), others };
  }

  /** What moved up or down within rows [top, bottom); already moved in `before`. In the order to be copied. */
  scroll(top: number, bottom: number): Move[] {
    this.#hashRows(top, bottom);
    const hashes = this.#rows('hashesNow', 'hashesBefore', top, bottom);
    const distance = this.#native.findScroll(...hashes);
    if (distance === 0) return [];
    const count = this.#native.findRuns(...hashes, distance, this.#at.runs, MAX_RUNS);
    const runs = new Uint16Array(this.#bytes.buffer, this.#at.runs, count * RUN_NUMBERS);
    const moves: Move[] = [];
    for (let i = 0; i < runs.length; i += RUN_NUMBERS) {
      const [x, y, width, height] = runs.subarray(i, i + RUN_NUMBERS) as unknown as [
        number,
        number,
        number,
        number,
      ];
      this.#native.moveRows(this.#at.before, this.width, x, y, width, height, distance);
      moves.push({ x, y, width, height, distance });
    }
    return moves;
  }

  /** `before` becomes `now` in a rectangle. */
  accept({ x, y, width, height }: Rectangle): void {
    this.#native.copyRectangle(this.#at.before, this.#at.now, this.width, x, y, width, height);
  }

  /** To be called when `before` has become `now` in rows [top, bottom): what is known of their hashes. */
  acceptHashes(top: number, bottom: number, hashed: boolean): void {
    this.#region('knownBefore', this.height).fill(hashed ? 1 : 0, top, bottom);
    if (!hashed) return;
    for (let strip = 0; strip * STRIP_WIDTH < this.width; strip++) {
      const row = (strip * this.height + top) * 4;
      const from = this.#at.hashesNow + row;
      this.#bytes.copyWithin(this.#at.hashesBefore + row, from, from + (bottom - top) * 4);
    }
  }

  /** Packs a rectangle of `now` with at most 256 colours; null when it has more. One colour: no indexes. */
  packIndexed(rectangle: Rectangle): Packed | null {
    const colours = this.#native.packIndexed(...this.#target(rectangle), this.#at.palette, this.#at.packed);
    if (colours === 0) return null;
    const size = colours === 1 ? 0 : Math.ceil((rectangle.width * indexBits(colours)) / 8) * rectangle.height;
    return { palette: this.#palette(colours), indexes: this.#region('packed', size) };
  }

  /** Packs a block with at most `max` colours (up to 4096) as two planes; null when it has more. */
  packWide(block: Rectangle, max: number): Packed | null {
    const colours = this.#native.packWide(...this.#target(block), this.#at.palette, this.#at.packed, max);
    if (colours === 0) return null;
    return {
      palette: this.#palette(colours),
      indexes: this.#region('packed', block.width * block.height * 2),
    };
  }

  /** A block as red, green, blue, each the difference from the left; valid until the next packing. */
  packRgb(block: Rectangle): Uint8Array {
    this.#native.packRgb(...this.#target(block), this.#at.packed);
    return this.#region('packed', block.width * block.height * 3);
  }

  #alike(what: 'rowsAlike' | 'columnsAlike', { x, y, width, height }: Rectangle, step: 1 | -1): number {
    return this.#native[what](this.#at.now, this.#at.before, this.width, x, y, width, height, step);
  }

  #hashRows(top: number, bottom: number): void {
    const { width, height } = this;
    const at = this.#at;
    this.#region('knownNow', height).fill(0, top, bottom);
    this.#native.hashRows(at.now, width, height, top, bottom, at.hashesNow, at.knownNow);
    this.#native.hashRows(at.before, width, height, top, bottom, at.hashesBefore, at.knownBefore);
  }

  #palette(colours: number): Uint8Array {
    const words = new Uint32Array(this.#bytes.buffer, this.#at.palette, colours);
    const palette = new Uint8Array(colours * 3);
    for (let i = 0; i < colours; i++) {
      const colour = words[i] as number;
      palette[3 * i] = colour >> 16;
      palette[3 * i + 1] = colour >> 8;
      palette[3 * i + 2] = colour;
    }
    return palette;
  }

  #region(name: keyof ReturnType<typeof regionsOf>, length: number): Uint8Array {
    return this.#bytes.subarray(this.#at[name], this.#at[name] + length);
  }

  #rows(
    now: 'now' | 'hashesNow',
    before: 'before' | 'hashesBefore',
    top: number,
    bottom: number,
  ): [number, number, number, number, number, number] {
    return [this.#at[now], this.#at[before], this.width, this.height, top, bottom];
  }

  #target({ x, y, width, height }: Rectangle): [number, number, number, number, number, number] {
    return [this.#at.now, this.width, x, y, width, height];
  }
}
