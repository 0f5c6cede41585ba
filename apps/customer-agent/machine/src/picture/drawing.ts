import { MAX_WIDE_COLOURS, type Operation, type Rectangle } from '@relevo/client/picture/frame';
import { type DeflateLevel, deflateBlock } from './deflate';
import { type Keeper, KeptBlocks, mayBeKept, nameOf } from './kept-blocks';
import type { DrawnLines } from './lines';
import {
  BLOCK_HEIGHT,
  BLOCK_WIDTH,
  type NativeEncoder,
  type Packed,
  type PlainTiles,
} from './native-encoder';
import {
  bandsOf,
  blocksOf,
  boundsOf,
  countOf,
  exactRectanglesOf,
  intersection,
  rectanglesOf,
  TILE_WIDTH,
  tileAt,
} from './rectangles';

/** Fewer changed tiles than this are sent faster than looked through, for what has moved or is of one colour. */
export const SEARCH_MIN_TILES = 40;
/** A palette pays when each of its colours stands for so many pixels. */
const PIXELS_PER_COLOUR = 8;

/**
 * Rectangles of so few rows are lines of text, which do not begin and end where tiles do: they go without the rows that are as before. What is
 * larger keeps its shape, whatever stood there before, so that it can be recalled.
 */
const LINES_HEIGHT = 96;
/** The indexes of text that goes with a frame's lines are no more than so many bytes. What is too small to be kept goes with them as well. */
const LINES_BYTES = 16_000;

/** Large rectangles are encoded in bands of so many rows, so that the first is on its way while the next is encoded. */
const BAND_HEIGHT = BLOCK_HEIGHT;
/** What is not wider, as an edge of the screen, is not cut any more. */
const NARROW = 2 * TILE_WIDTH;
/** Wider than a border round the screen, and a whole byte of two colours. */
const EDGE_WIDTH = 8;

/** An operation, and where it is lines what they are made of. */
export type Drawn = Exclude<Operation, { readonly type: 'lines' }> | DrawnLines;

/** For whom something is drawn. */
export interface DrawingOptions {
  readonly level: DeflateLevel;
  readonly keeper: Keeper;
}

/** Chooses the operations that draw tiles of the picture, losing nothing. */
export class Drawing {
  readonly #native: NativeEncoder;
  readonly #kept = new KeptBlocks();

  constructor(native: NativeEncoder) {
    this.#native = native;
  }

  /** What draws these tiles, made as it is asked for. `overBefore` = over the picture as it was before, rows of which may stay. */
  *draw(tiles: Uint8Array, options: DrawingOptions, overBefore = false): Generator<Drawn> {
    const { fills, others } = this.#painted(tiles, overBefore);
    const { width, height } = this.#native;
    const rectangles = rectanglesOf(others, width, height, (tile) => this.#native.isPlainTile(tile));
    yield* fills;
    for (const rectangle of rectangles) {
      const plain = overBefore ? this.#native.plainChange(rectangle) : null;
      if (plain) yield { ...plain, type: 'fill' };
      else yield* this.#drawBands(overBefore ? this.#trimmed(rectangle) : rectangle, options);
    }
  }

  *#drawBands(rectangle: Rectangle, options: DrawingOptions): Generator<Drawn> {
    for (const band of rectangle.width > NARROW ? bandsOf(rectangle, BAND_HEIGHT) : [rectangle])
      for (const part of this.#apart(band)) yield* this.#drawRectangle(part, options);
  }

  #trimmed(rectangle: Rectangle): Rectangle {
    return rectangle.height <= LINES_HEIGHT ? this.#native.trimmed(rectangle) : rectangle;
  }

  /** Where nearly all is of one colour (a window that is empty, or has gone from above a desktop): that, and the tiles that stand out. */
  #painted(tiles: Uint8Array, overBefore: boolean): { fills: Drawn[]; others: Uint8Array } {
    const { width, height } = this.#native;
    const found = countOf(tiles) > SEARCH_MIN_TILES ? this.#native.takePlain(tiles) : null;
    if (!found) return { fills: [], others: tiles };
    const { colour, plain, others } = found;
    const changed = overBefore
      ? this.#takeEdges(found, boundsOf(tiles, width, height))
      : { x: 0, y: 0, width, height };
    const boxes = exactRectanglesOf(plain, width, height);
    if (!boxes) return { fills: [], others: tiles };
    const areas = boxes.flatMap((box) => intersection(box, changed) ?? []);
    return { fills: areas.map((area) => ({ ...area, type: 'fill', colour })), others };
  }

  /**
   * A border that stays as it is round what is painted makes its tiles stand out, though what changed of them is plain as well: those
   * are taken to the plain ones. Answers the box of all that changed, beyond which nothing of them may be painted.
   */
  #takeEdges({ colour, plain, others }: PlainTiles, bounds: Rectangle): Rectangle {
    const { width, height } = this.#native;
    const changed = this.#native.changedBox(bounds);
    others.forEach((marked, index) => {
      if (!marked) return;
      const tile = tileAt(index, width, height);
      const inside = intersection(tile, changed);
      if (!inside || (inside.width === tile.width && inside.height === tile.height)) return;
      if (!this.#native.hasColour(inside, colour)) return;
      others[index] = 0;
      plain[index] = 1;
    });
    return changed;
  }

  /**
   * Lines of text in two colours that reach the edge of the screen, where the border is in a third: the edge apart, for two colours take
   * half the bits of three.
   */
  #apart(lines: Rectangle): Rectangle[] {
    const { x, width, height } = lines;
    const reachesEdge = x === 0 || x + width === this.#native.width;
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

  *#drawRectangle(rectangle: Rectangle, options: DrawingOptions): Generator<Drawn> {
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

  #fewColours(rectangle: Rectangle, options: DrawingOptions): Drawn | null {
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

  #manyColours(block: Rectangle, options: DrawingOptions): Drawn {
    const max = Math.min(MAX_WIDE_COLOURS, Math.floor((block.width * block.height) / PIXELS_PER_COLOUR));
    const packed = this.#native.packWide(block, max);
    if (packed) return this.#sent({ ...block, type: 'wide' }, packed, options);
    return { ...block, type: 'rgb', data: deflateBlock(this.#native.packRgb(block), options.level) };
  }

  /** What the viewers keep is named, anything else deflated; a photograph is too large to be kept. */
  #sent(
    place: Rectangle & { readonly type: 'indexed' | 'wide' },
    { palette, indexes }: Packed,
    { level, keeper }: DrawingOptions,
  ): Drawn {
    const name = nameOf({ ...place, palette, indexes });
    const known = this.#kept.find(name, keeper);
    if (known) return { ...place, type: 'recall', slot: known.slot };
    const data = deflateBlock(indexes, level);
    const kept = this.#kept.keep(name, data.length, keeper);
    return { ...place, palette, data, ...(kept && { keep: kept.slot }) };
  }
}
