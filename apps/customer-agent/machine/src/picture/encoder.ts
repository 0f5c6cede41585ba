import type { FrameHeader, Operation, Rectangle } from '@relevo/client/picture/frame';
import { writeFrame } from '@relevo/client/picture/frame-writer';
import type { CapturedRows } from '../desktop/capture';
import type { DeflateLevel } from './deflate';
import { Drawing, type DrawingOptions, type Drawn, SEARCH_MIN_TILES } from './drawing';
import { type Ground, GroundGuess } from './ground';
import type { Keeper } from './kept-blocks';
import { FrameLines } from './lines';
import { encoderModule, type Move, NativeEncoder } from './native-encoder';
import { gridOf, rectanglesOf } from './rectangles';

/** A picture is sent in frames of about so many bytes; the first is smaller, for the line has nothing to do until it comes. */
const PART_BYTES = 40_000;
const FIRST_PART_BYTES = 12_000;
/** What a recalled block counts for in that: a viewer draws it as long as if so many bytes had come. */
const RECALL_COST = 3000;

/** To what part of their indexes lines are deflated, by a rule of thumb. */
const LINES_RATIO = 5;

const NOBODY: Keeper = { keeps: () => false, got: () => undefined, past: null, gotLines: () => undefined };

/** What the last grabbed rows changed. */
export interface Changes {
  /** The tiles (one byte each) whose content is another than before, or may have been shown wrong with the ground. */
  readonly tiles: Uint8Array;
  /** For who has the picture as it was before: copy these, in this order... */
  readonly moves: readonly Move[];
  /** ...and then draw these tiles. */
  readonly remaining: Uint8Array;
  /** Who has the picture as it was before was shown this ground already. */
  readonly ground?: Ground;
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

/** What can have changed of grabbed rows of a picture this wide. */
const boxOf = ({ top, bottom, left, right }: CapturedRows, width: number): Rectangle => {
  const x = left ?? 0;
  return { x, y: top, width: (right ?? width) - x, height: bottom - top };
};

const drawingOf = ({ keeper = NOBODY, level }: FrameOptions): DrawingOptions => ({ keeper, level });

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
  readonly #drawing: Drawing;
  /** Where the rows end that were looked at since `begin`; 0 = none, or `changes` has taken them. */
  #lookedAt = 0;
  /** What the change that is being read may be. */
  #guess: GroundGuess | null = null;
  /** Changes that the picture before has not taken over yet. */
  #unsettled: {
    readonly remaining: Uint8Array;
    readonly top: number;
    readonly bottom: number;
    searched: boolean;
  } | null = null;

  private constructor(native: NativeEncoder) {
    this.#native = native;
    this.#drawing = new Drawing(native);
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
    this.#guess = null;
  }

  /** The rows that tell whether a change in this box only gives the ground another colour; none where that cannot be. Before `lookAt`. */
  groundRows(box: Rectangle): readonly number[] {
    this.#guess = GroundGuess.of(box, this.#native);
    return this.#guess?.rows ?? [];
  }

  /** The new ground, by those rows, which are in the picture by now. */
  ground(): Ground | null {
    return this.#guess?.seen() ?? null;
  }

  /** Looks at rows of the grab that has begun: from its first on, in their order, and up to where tiles end. */
  lookAt({ top, bottom, pixels, left, right }: CapturedRows): void {
    this.#native.load(top, pixels);
    this.#native.compare(top, bottom, left, right);
    this.#lookedAt = bottom;
  }

  /**
   * Ends the grab that has begun, whose rows are [top, bottom), and answers what they changed; null = nothing. `ground` is what was shown
   * of them already.
   */
  changes(rows: CapturedRows, ground: Ground | null = null): Changes | null {
    const native = this.#native;
    const { top, bottom, pixels } = rows;
    const from = Math.max(top, this.#lookedAt);
    if (from < bottom)
      this.lookAt({ ...rows, top: from, pixels: pixels.subarray((from - top) * this.width * 4) });
    this.#lookedAt = 0;
    const { changed, map } = native.compared;
    if (ground) {
      this.#unsettled = { remaining: map, top, bottom, searched: false };
      const tiles = map.map((tile, index) => tile | (ground.tiles[index] as number));
      return { tiles, moves: [], remaining: map, ground };
    }
    if (changed === 0) return null;
    const searched =
      changed > SEARCH_MIN_TILES && !native.isPlain && !native.plainChange(boxOf(rows, this.width));
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
    for (const rectangle of rectanglesOf(remaining, native.width, native.height)) native.accept(rectangle);
    native.acceptHashes(top, bottom, searched);
  }

  /** The frame that shows a ground to viewers that have the picture as it was before. */
  encodeGround({ areas, colour }: Ground, options: FrameOptions): Generator<EncodedFrame> {
    return this.#frames(
      areas.map((area) => ({ ...area, type: 'fill', colour })),
      [],
      options,
    );
  }

  /**
   * The frames for viewers that have the picture as it was before these changes, and their ground; none when it has shown all. Call before
   * the next update.
   */
  encodeChanges(changes: Changes, options: FrameOptions): Generator<EncodedFrame> {
    if (changes.ground) return this.#frames([], this.#overGround(changes, changes.ground, options), options);
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
    return this.#frames(copies, this.#drawing.draw(changes.remaining, drawingOf(options), true), options);
  }

  /** The frames for a viewer that lacks these tiles of the picture. */
  encodeTiles(tiles: Uint8Array, options: FrameOptions): Generator<EncodedFrame> {
    return this.#frames([], this.#drawing.draw(tiles, drawingOf(options)), options);
  }

  /** The frames for a viewer that has nothing. */
  encodeFull(options: FrameOptions): Generator<EncodedFrame> {
    const { columns, rows } = gridOf(this.width, this.height);
    const all = new Uint8Array(columns * rows).fill(1);
    return this.#frames([], this.#drawing.draw(all, drawingOf(options)), options, true);
  }

  /** What has changed beside a ground, and what of it was painted in vain: there the viewers do not have the picture before. */
  *#overGround({ remaining }: Changes, { tiles, colour }: Ground, options: FrameOptions): Generator<Drawn> {
    const beside = remaining.map((tile, index) => (tiles[index] ? 0 : tile));
    yield* this.#drawing.draw(this.#native.withoutColour(tiles, colour), drawingOf(options));
    yield* this.#drawing.draw(beside, drawingOf(options), true);
  }

  /** Frames as they are ready: who takes them sends one while the next is encoded. */
  *#frames(
    first: Operation[],
    others: Iterable<Drawn>,
    options: FrameOptions,
    full = false,
  ): Generator<EncodedFrame> {
    const { keeper, level } = drawingOf(options);
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
    if (operations.length > 0) yield frame(false);
  }
}
