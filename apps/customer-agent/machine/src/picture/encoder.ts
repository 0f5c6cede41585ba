import { deflateRawSync } from 'node:zlib';
import {
  type FrameHeader,
  MAX_WIDE_COLOURS,
  type Operation,
  type Rectangle,
} from '@relevo/client/picture/frame';
import { writeFrame } from '@relevo/client/picture/frame-writer';
import type { CapturedRows } from '../desktop/capture';
import { type Keeper, KeptBlocks, mayBeKept, nameOf } from './kept-blocks';
import { type DrawnLines, FrameLines } from './lines';
import {
  BLOCK_HEIGHT,
  BLOCK_WIDTH,
  encoderModule,
  type Move,
  NativeEncoder,
  type Packed,
} from './native-encoder';
import {
  bandsOf,
  blocksOf,
  countOf,
  exactRectanglesOf,
  gridOf,
  rectanglesOf,
  TILE_WIDTH,
} from './rectangles';

/** Fewer changed tiles than this are sent faster than looked through, for what has moved or is of one colour. */
const SEARCH_MIN_TILES = 40;
/** A palette pays when each of its colours stands for so many pixels. */
const PIXELS_PER_COLOUR = 8;

/**
 * Rectangles of so few rows are lines of text, which do not begin and end where tiles do: they go without the rows that are as before. What is
 * larger keeps its shape, whatever stood there before, so that it can be recalled.
 */
const LINES_HEIGHT = 96;

/** Large rectangles are encoded in bands of so many rows, so that the first is on its way while the next is encoded. */
const BAND_HEIGHT = BLOCK_HEIGHT;
/** What is not wider, as an edge of the screen, is not cut any more. */
const NARROW = 2 * TILE_WIDTH;
/** Wider than a border round the screen, and a whole byte of two colours. */
const EDGE_WIDTH = 8;
/** A picture is sent in frames of about so many bytes; the first is smaller, for the line has nothing to do until it comes. */
const PART_BYTES = 40_000;
const FIRST_PART_BYTES = 12_000;
/** What a recalled block counts for in that: a viewer draws it as long as if so many bytes had come. */
const RECALL_COST = 3000;

/** zlib levels: 1 where the line is fast, 7 where bytes cost more than time. */
export type DeflateLevel = 1 | 7;

/** A better search makes small blocks a sixth shorter for 40 us each. */
const SMALL_BYTES = 32_000;
const SMALL_LEVEL = 6;

const asItIs = (rectangle: Rectangle): Rectangle => rectangle;

const NOBODY: Keeper = { keeps: () => false, got: () => undefined, past: null, gotLines: () => undefined };

/** The indexes of text that goes with a frame's lines are no more than so many bytes. What is too small to be kept goes with them as well. */
const LINES_BYTES = 16_000;
/** To what part of their indexes lines are deflated, by a rule of thumb. */
const LINES_RATIO = 5;
/** An operation, and where it is lines what they are made of. */
type Drawn = Exclude<Operation, { readonly type: 'lines' }> | DrawnLines;

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
  /** The number of the next frame: larger than all before. */
  nextId(): number;
  /** Milliseconds since the grab; asked when the operations of a frame are ready. */
  age(): number;
  readonly level: DeflateLevel;
  /** The viewers of these frames; without it nothing is kept. */
  readonly keeper?: Keeper;
}

/** A frame of a picture; the last one of it has no `more`. */
export interface EncodedFrame {
  readonly id: number;
  readonly more: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Turns grabbed rows into picture frames, losing nothing. It holds one picture, that of the newest grab; which viewer
 * has which tiles of it is the caller's to know.
 */
export class PictureEncoder {
  readonly #native: NativeEncoder;
  readonly #kept = new KeptBlocks();
  /** Where the rows end that were looked at since `begin`; 0 = none, or `changes` has taken them. */
  #lookedAt = 0;
  /** Changes that the picture before has not taken over yet. */
  #unsettled: {
    readonly remaining: Uint8Array;
    readonly top: number;
    readonly bottom: number;
    searched: boolean;
  } | null = null;

  private constructor(native: NativeEncoder) {
    this.#native = native;
  }

  /** @throws {RangeError} when there is no memory for a picture of that size */
  static async create(width: number, height: number): Promise<PictureEncoder> {
    return new PictureEncoder(new NativeEncoder(await encoderModule(), width, height));
  }

  /** Encodes a pattern for nobody: a thread's first picture costs ten times as much as its next. Only before the first grab. */
  warmUp(): void {
    const words = new Uint32Array(this.picture.buffer, this.picture.byteOffset, this.width * this.height);
    for (let i = 0; i < words.length; i++) words[i] = i & 32 ? 0xffffff : 0;
    this.update(0, this.height, this.picture);
    for (const _ of this.encodeFull({ nextId: () => 0, age: () => 0, level: 1 }));
    this.settle();
    words.fill(0);
  }

  get width(): number {
    return this.#native.width;
  }

  get height(): number {
    return this.#native.height;
  }

  /** The newest picture, BGRX: whoever grabs may write rows right into it, once `settle` was called. */
  get picture(): Uint8Array {
    return this.#native.picture;
  }

  /** Before a grab, whose rows may be looked at while the rest of them is still being read. */
  begin(): void {
    this.settle();
    // Rows that were looked at and then given up are on the screen no more.
    if (this.#lookedAt > 0) this.#native.forgetColours();
    this.#native.beginCompare();
    this.#lookedAt = 0;
  }

  /** Looks at rows of the grab that has begun: from its first on, in their order, and up to where tiles end. */
  lookAt({ top, bottom, pixels, left, right }: CapturedRows): void {
    this.#native.load(top, pixels);
    this.#native.compare(top, bottom, left, right);
    this.#lookedAt = bottom;
  }

  /** Ends the grab that has begun, whose rows are [top, bottom), and answers what they changed; null = nothing. */
  changes(rows: CapturedRows): Changes | null {
    const native = this.#native;
    const { top, bottom, pixels } = rows;
    const from = Math.max(top, this.#lookedAt);
    if (from < bottom)
      this.lookAt({ ...rows, top: from, pixels: pixels.subarray((from - top) * this.width * 4) });
    this.#lookedAt = 0;
    const { changed, map } = native.compared;
    if (changed === 0) return null;
    const searched = changed > SEARCH_MIN_TILES && !native.isPlain;
    const moves = searched ? native.scroll(top, bottom) : [];
    if (moves.length === 0) {
      this.#unsettled = { remaining: map, top, bottom, searched };
      return { tiles: map, moves, remaining: map };
    }
    // Compared again after moving: what a hash wrongly took for equal shows here.
    native.beginCompare();
    native.compare(top, bottom);
    const remaining = native.compared.map;
    this.#unsettled = { remaining, top, bottom, searched };
    return { tiles: map.map((tile, index) => tile | (remaining[index] as number)), moves, remaining };
  }

  /** A grab at once: takes rows [top, bottom) over (BGRX, full width; of `picture` itself or others) and answers what they changed. */
  update(top: number, bottom: number, pixels: Uint8Array): Changes | null {
    this.begin();
    return this.changes({ top, bottom, pixels });
  }

  /** What was drawn last becomes the picture before. To be called when its frames are made, before the next grab. */
  settle(): void {
    const native = this.#native;
    if (!this.#unsettled) return;
    const { remaining, top, bottom, searched } = this.#unsettled;
    this.#unsettled = null;
    for (const rectangle of this.#rectangles(remaining)) native.accept(rectangle);
    native.acceptHashes(top, bottom, searched);
  }

  /** The frames for viewers that have the picture as it was before these changes. Call before the next update. */
  encodeChanges(changes: Changes, options: FrameOptions): Generator<EncodedFrame> {
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
    const trimmed = (whole: Rectangle): Rectangle =>
      whole.height <= LINES_HEIGHT ? this.#native.trimmed(whole) : whole;
    return this.#frames(copies, this.#draw(changes.remaining, options, trimmed), options, false);
  }

  /** The frames for a viewer that lacks these tiles of the picture. */
  encodeTiles(tiles: Uint8Array, options: FrameOptions): Generator<EncodedFrame> {
    return this.#frames([], this.#draw(tiles, options), options, false);
  }

  /** The frames for a viewer that has nothing. */
  encodeFull(options: FrameOptions): Generator<EncodedFrame> {
    const { columns, rows } = gridOf(this.width, this.height);
    const all = new Uint8Array(columns * rows).fill(1);
    return this.#frames([], this.#draw(all, options), options, true);
  }

  /** Frames as they are ready: who takes them sends one while the next is encoded. */
  *#frames(
    first: Operation[],
    others: Iterable<Drawn>,
    options: FrameOptions,
    full: boolean,
  ): Generator<EncodedFrame> {
    const { keeper = NOBODY, level } = options;
    const lines = new FrameLines();
    let operations = first;
    let bytes = 0;
    let isFirst = true;
    const frame = (more: boolean): EncodedFrame => {
      const { deflated, continues } = lines.take(keeper, level);
      const header: FrameHeader = {
        id: options.nextId(),
        ageMs: options.age(),
        full: full && isFirst,
        more,
        continues,
        width: this.width,
        height: this.height,
      };
      isFirst = false;
      return { id: header.id, more, bytes: writeFrame(header, operations, deflated) };
    };
    for (const operation of others) {
      // Only before another one: the last frame is never empty.
      const isLines = operation.type === 'lines';
      if (bytes >= (isFirst ? FIRST_PART_BYTES : PART_BYTES) || (isLines && !lines.hasRoomFor(operation))) {
        yield frame(true);
        operations = [];
        bytes = 0;
      }
      operations.push(operation);
      if (isLines) {
        lines.add(operation);
        bytes += operation.indexes.length / LINES_RATIO;
      }
      if ('data' in operation) bytes += operation.data.length;
      if (operation.type === 'recall') bytes += RECALL_COST;
    }
    yield frame(false);
  }

  #rectangles(tiles: Uint8Array): Rectangle[] {
    return rectanglesOf(tiles, this.width, this.height, (tile) => this.#native.isPlainTile(tile));
  }

  *#draw(tiles: Uint8Array, options: FrameOptions, trimmed = asItIs): Generator<Drawn> {
    const { fills, others } = this.#painted(tiles);
    const rectangles = this.#rectangles(others).map(trimmed);
    yield* fills;
    for (const rectangle of rectangles)
      for (const band of rectangle.width > NARROW ? bandsOf(rectangle, BAND_HEIGHT) : [rectangle])
        for (const part of this.#apart(band)) yield* this.#drawRectangle(part, options);
  }

  /** Where nearly all is of one colour (a window that is empty, or has gone from above a desktop): that, and the tiles that stand out. */
  #painted(tiles: Uint8Array): { fills: Drawn[]; others: Uint8Array } {
    const found = countOf(tiles) > SEARCH_MIN_TILES ? this.#native.takePlain(tiles) : null;
    const boxes = found && exactRectanglesOf(found.plain, this.width, this.height);
    if (!found || !boxes) return { fills: [], others: tiles };
    const { colour, others } = found;
    return {
      fills: boxes.map(({ x, y, width, height }) => ({ type: 'fill', x, y, width, height, colour })),
      others,
    };
  }

  /**
   * Lines of text in two colours that reach the edge of the screen, where the border is in a third: the edge apart, for two colours take
   * half the bits of three.
   */
  #apart(lines: Rectangle): Rectangle[] {
    const { x, width, height } = lines;
    const reachesEdge = x === 0 || x + width === this.width;
    if (!reachesEdge || height > LINES_HEIGHT || width <= NARROW) return [lines];
    const colours = this.#coloursOf(lines);
    if (colours <= 2 || colours > 4) return [lines];
    const left = { ...lines, width: EDGE_WIDTH };
    const right = { ...lines, x: x + width - EDGE_WIDTH, width: EDGE_WIDTH };
    const between = (from: number, to: number): Rectangle => ({ ...lines, x: from, width: to - from });
    const inner = between(x + EDGE_WIDTH, right.x);
    if (this.#coloursOf(inner) > 2) return [lines];
    const toRight = between(inner.x, x + width);
    if (this.#coloursOf(toRight) <= 2) return [left, toRight];
    const toLeft = between(x, right.x);
    return this.#coloursOf(toLeft) <= 2 ? [toLeft, right] : [left, inner, right];
  }

  #coloursOf(rectangle: Rectangle): number {
    const packed = this.#native.packIndexed(rectangle);
    return packed ? packed.palette.length / 3 : Number.POSITIVE_INFINITY;
  }

  *#drawRectangle(rectangle: Rectangle, options: FrameOptions): Generator<Drawn> {
    const whole = this.#fewColours(rectangle, options);
    if (whole) {
      yield whole;
      return;
    }
    for (const block of blocksOf(rectangle, BLOCK_WIDTH, BLOCK_HEIGHT)) {
      const isWhole = block.width === rectangle.width && block.height === rectangle.height;
      yield (isWhole ? null : this.#fewColours(block, options)) ?? this.#manyColours(block, options);
    }
  }

  #fewColours(rectangle: Rectangle, options: FrameOptions): Drawn | null {
    const packed = this.#native.packIndexed(rectangle);
    if (!packed) return null;
    const [red = 0, green = 0, blue = 0] = packed.palette;
    if (packed.palette.length === 3)
      return { ...rectangle, type: 'fill', colour: (red << 16) | (green << 8) | blue };
    const { palette, indexes } = packed;
    const isLines = rectangle.height <= LINES_HEIGHT && indexes.length <= LINES_BYTES;
    if (isLines || !mayBeKept(indexes))
      return { ...rectangle, type: 'lines', palette, indexes: indexes.slice() };
    return this.#sent({ ...rectangle, type: 'indexed' }, packed, options);
  }

  #manyColours(block: Rectangle, options: FrameOptions): Drawn {
    const max = Math.min(MAX_WIDE_COLOURS, Math.floor((block.width * block.height) / PIXELS_PER_COLOUR));
    const packed = this.#native.packWide(block, max);
    if (packed) return this.#sent({ ...block, type: 'wide' }, packed, options);
    return { ...block, type: 'rgb', data: deflate(this.#native.packRgb(block), options.level) };
  }

  /** What the viewers keep is named, anything else deflated; a photograph is too large to be kept. */
  #sent(
    place: Rectangle & { readonly type: 'indexed' | 'wide' },
    { palette, indexes }: Packed,
    { level, keeper = NOBODY }: FrameOptions,
  ): Drawn {
    const name = nameOf({ ...place, palette, indexes });
    const known = this.#kept.find(name, keeper);
    if (known) return { ...place, type: 'recall', slot: known.slot };
    const data = deflate(indexes, level);
    const kept = this.#kept.keep(name, data.length, keeper);
    return { ...place, palette, data, ...(kept && { keep: kept.slot }) };
  }
}

const deflate = (data: Uint8Array, level: DeflateLevel): Uint8Array =>
  deflateRawSync(data, {
    level: data.length <= SMALL_BYTES ? Math.max(level, SMALL_LEVEL) : level,
    memLevel: 9,
  });
