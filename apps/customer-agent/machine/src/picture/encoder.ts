import { deflateRawSync } from 'node:zlib';
import {
  type FrameHeader,
  MAX_WIDE_COLOURS,
  type Operation,
  type Rectangle,
} from '@relevo/client/picture/frame';
import { writeFrame } from '@relevo/client/picture/frame-writer';
import {
  BLOCK_HEIGHT,
  BLOCK_WIDTH,
  encoderModule,
  type Move,
  NativeEncoder,
  type Packed,
} from './native-encoder';
import { blocksOf, gridOf, rectanglesOf } from './rectangles';

/** Fewer changed tiles than this are sent faster than searched for scrolling. */
const SCROLL_MIN_TILES = 40;
/** A palette pays when each of its colours stands for so many pixels. */
const PIXELS_PER_COLOUR = 8;

/** zlib levels: 1 where the line is fast, 7 where bytes cost more than time. */
export type DeflateLevel = 1 | 7;

/** What the last grabbed rows changed. */
export interface Changes {
  /** The tiles (one byte each) whose content is another than before. */
  readonly tiles: Uint8Array;
  /** For who has the picture as it was before: copy these, in this order... */
  readonly moves: readonly Move[];
  /** ...and then draw these tiles. */
  readonly remaining: Uint8Array;
}

export interface FrameOptions {
  readonly id: number;
  /** Milliseconds since the grab; asked when the operations are ready. */
  age(): number;
  readonly level: DeflateLevel;
}

/**
 * Turns grabbed rows into picture frames, losing nothing. It holds one picture, that of the newest grab; which viewer
 * has which tiles of it is the caller's to know.
 */
export class PictureEncoder {
  readonly #native: NativeEncoder;

  private constructor(native: NativeEncoder) {
    this.#native = native;
  }

  /** @throws {RangeError} when there is no memory for a picture of that size */
  static async create(width: number, height: number): Promise<PictureEncoder> {
    return new PictureEncoder(new NativeEncoder(await encoderModule(), width, height));
  }

  get width(): number {
    return this.#native.width;
  }

  get height(): number {
    return this.#native.height;
  }

  /** Takes rows [top, bottom) over (BGRX, full width) and answers what they changed; null = nothing. */
  update(top: number, bottom: number, pixels: Uint8Array): Changes | null {
    const native = this.#native;
    native.load(top, pixels);
    const { changed, map } = native.compare(top, bottom);
    if (changed === 0) return null;
    const searched = changed > SCROLL_MIN_TILES;
    const moves = searched ? native.scroll(top, bottom) : [];
    // Compared again after moving: what a hash wrongly took for equal shows here.
    const remaining = moves.length > 0 ? native.compare(top, bottom).map : map;
    for (const rectangle of rectanglesOf(remaining, native.width, native.height)) native.accept(rectangle);
    native.acceptHashes(top, bottom, searched);
    return { tiles: map, moves, remaining };
  }

  /** The frame for viewers that have the picture as it was before these changes. Call before the next update. */
  encodeChanges(changes: Changes, options: FrameOptions): Uint8Array<ArrayBuffer> {
    const copies = changes.moves.map(
      ({ x, y, width, height, distance }): Operation => ({
        type: 'copy',
        x,
        y,
        width,
        height,
        fromX: x,
        fromY: y + distance,
      }),
    );
    return this.#frame([...copies, ...this.#draw(changes.remaining, options.level)], options, false);
  }

  /** The frame for a viewer that lacks these tiles of the picture. */
  encodeTiles(tiles: Uint8Array, options: FrameOptions): Uint8Array<ArrayBuffer> {
    return this.#frame(this.#draw(tiles, options.level), options, false);
  }

  /** The frame for a viewer that has nothing. */
  encodeFull(options: FrameOptions): Uint8Array<ArrayBuffer> {
    const { columns, rows } = gridOf(this.width, this.height);
    return this.#frame(this.#draw(new Uint8Array(columns * rows).fill(1), options.level), options, true);
  }

  #frame(operations: Operation[], options: FrameOptions, full: boolean): Uint8Array<ArrayBuffer> {
    const header: FrameHeader = {
      id: options.id,
      ageMs: options.age(),
      full,
      width: this.width,
      height: this.height,
    };
    return writeFrame(header, operations);
  }

  #draw(tiles: Uint8Array, level: DeflateLevel): Operation[] {
    return rectanglesOf(tiles, this.width, this.height).flatMap((rectangle) =>
      this.#drawRectangle(rectangle, level),
    );
  }

  #drawRectangle(rectangle: Rectangle, level: DeflateLevel): Operation[] {
    const whole = this.#fewColours(rectangle, level);
    if (whole) return [whole];
    return blocksOf(rectangle, BLOCK_WIDTH, BLOCK_HEIGHT).map((block) => {
      const isWhole = block.width === rectangle.width && block.height === rectangle.height;
      return (isWhole ? null : this.#fewColours(block, level)) ?? this.#manyColours(block, level);
    });
  }

  #fewColours(rectangle: Rectangle, level: DeflateLevel): Operation | null {
    const packed = this.#native.packIndexed(rectangle);
    if (!packed) return null;
    const [red = 0, green = 0, blue = 0] = packed.palette;
    if (packed.palette.length === 3)
      return { ...rectangle, type: 'fill', colour: (red << 16) | (green << 8) | blue };
    return { ...rectangle, type: 'indexed', ...deflatePacked(packed, level) };
  }

  #manyColours(block: Rectangle, level: DeflateLevel): Operation {
    const max = Math.min(MAX_WIDE_COLOURS, Math.floor((block.width * block.height) / PIXELS_PER_COLOUR));
    const packed = this.#native.packWide(block, max);
    if (packed) return { ...block, type: 'wide', ...deflatePacked(packed, level) };
    return { ...block, type: 'rgb', data: deflate(this.#native.packRgb(block), level) };
  }
}

const deflate = (data: Uint8Array, level: DeflateLevel): Uint8Array =>
  deflateRawSync(data, { level, memLevel: 9 });

const deflatePacked = (packed: Packed, level: DeflateLevel): { palette: Uint8Array; data: Uint8Array } => ({
  palette: packed.palette,
  data: deflate(packed.indexes, level),
});
