import type { Rectangle } from '@relevo/client/picture/frame';
import type { NativeEncoder } from './native-encoder';
import { countOf, exactRectanglesOf, gridOf, TILE_HEIGHT, TILE_WIDTH, tileAt } from './rectangles';

/** Fewer tiles than this are read sooner than anything is found out about them. */
const MIN_TILES = 512;
/** Rows that are looked at ahead, the first and the last tiles among them. */
const SAMPLES = 10;

/** What was of one colour and is now, as far as samples of it say, of another. */
export interface Ground {
  /** The new colour, as 0xRRGGBB. */
  readonly colour: number;
  /** The tiles that had the old one all over: one byte each. */
  readonly tiles: Uint8Array;
  /** The same in pixels. */
  readonly areas: readonly Rectangle[];
}

/** Marks the tiles of an area that ends where tiles do. */
const mark = (tiles: Uint8Array, { x, y, width, height }: Rectangle, native: NativeEncoder): void => {
  const { columns } = gridOf(native.width, native.height);
  const right = Math.ceil((x + width) / TILE_WIDTH);
  for (let row = y / TILE_HEIGHT; row < Math.ceil((y + height) / TILE_HEIGHT); row++)
    tiles.fill(1, row * columns + x / TILE_WIDTH, row * columns + right);
};

/** The tiles that lie wholly in a box. */
const tilesWithin = (box: Rectangle, native: NativeEncoder): Uint8Array => {
  const { columns, rows } = gridOf(native.width, native.height);
  const tiles = new Uint8Array(columns * rows);
  const within = (from: number, to: number, side: number, tile: number): [number, number] => [
    Math.ceil(from / tile) * tile,
    to === side ? to : Math.floor(to / tile) * tile,
  ];
  const [x, right] = within(box.x, box.x + box.width, native.width, TILE_WIDTH);
  const [y, bottom] = within(box.y, box.y + box.height, native.height, TILE_HEIGHT);
  if (right > x && bottom > y) mark(tiles, { x, y, width: right - x, height: bottom - y }, native);
  return tiles;
};

/** From the middle of the first of these tiles to that of the last, in equal steps. */
const sampleRows = (tiles: Uint8Array, { width, height }: NativeEncoder): number[] => {
  const middleOf = (tile: number): number => {
    const { y, height: rows } = tileAt(tile, width, height);
    return y + (rows >> 1);
  };
  const [first, last] = [middleOf(tiles.indexOf(1)), middleOf(tiles.lastIndexOf(1))];
  return Array.from({ length: SAMPLES }, (_, n) => Math.round(first + ((last - first) * n) / (SAMPLES - 1)));
};

/**
 * Whether a large change only gives the ground another colour, found out before all of it is read: a plain desktop, an empty page, a
 * screen that goes dark. What stands on the ground is never taken for it; what was of its colour, lies between two samples and stays as it
 * is, is painted over until the rest is read.
 */
export class GroundGuess {
  private constructor(
    private readonly native: NativeEncoder,
    private readonly tiles: Uint8Array,
    private readonly areas: readonly Rectangle[],
    private readonly before: number,
    /** The rows to be read into the picture before `seen` is asked. */
    readonly rows: readonly number[],
  ) {}

  /** For a change in this box; null = there is no ground in it. To be asked before anything of the change is compared. */
  static of(box: Rectangle, native: NativeEncoder): GroundGuess | null {
    const within = tilesWithin(box, native);
    if (countOf(within) < MIN_TILES) return null;
    const found = native.takePlain(within);
    const plain = found && exactRectanglesOf(found.plain, native.width, native.height);
    // Its maps are those of the comparison.
    native.beginCompare();
    if (!found || !plain) return null;
    const rows = sampleRows(within, native);
    // Of what no sample crosses nothing is known.
    const areas = plain.filter((area) => rows.some((y) => y >= area.y && y < area.y + area.height));
    const tiles = new Uint8Array(within.length);
    for (const area of areas) mark(tiles, area, native);
    return new GroundGuess(native, tiles, areas, found.colour, rows);
  }

  /** The ground, if all that was of the old colour in those rows is of one new colour. */
  seen(): Ground | null {
    const { native, tiles, areas, before } = this;
    const { columns } = gridOf(native.width, native.height);
    let colour: number | null = null;
    for (const y of this.rows) {
      const first = Math.floor(y / TILE_HEIGHT) * columns;
      for (let tile = first; tile < first + columns; tile++) {
        if (!tiles[tile]) continue;
        const { x, width } = tileAt(tile, native.width, native.height);
        colour ??= native.colourAt(x, y);
        if (colour === before || !native.hasColour({ x, y, width, height: 1 }, colour)) return null;
      }
    }
    return colour === null ? null : { colour, tiles, areas };
  }
}
