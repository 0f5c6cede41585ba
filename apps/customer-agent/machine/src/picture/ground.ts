import type { Rectangle } from '@relevo/client/picture/frame';
import type { NativeEncoder } from './native-encoder';
import { countOf, exactRectanglesOf, gridOf, TILE_HEIGHT, TILE_WIDTH, tileAt } from './rectangles';

/** So many tiles are read sooner than anything is found out about them. */
const MIN_TILES = 512;
/** Rows that are looked at ahead; between text that has come, one of them would have to be lucky. */
const SAMPLES = 6;

/** What was of one colour and is now, as far as samples of it say, of another. */
export interface Ground {
  /** The new colour, as 0xRRGGBB. */
  readonly colour: number;
  /** The tiles that had the old one all over: one byte each. */
  readonly tiles: Uint8Array;
  /** The same in pixels. */
  readonly areas: readonly Rectangle[];
}

/** The tiles that lie wholly in a box. */
const tilesWithin = ({ x, y, width, height }: Rectangle, native: NativeEncoder): Uint8Array => {
  const { columns, rows } = gridOf(native.width, native.height);
  const map = new Uint8Array(columns * rows);
  const endOf = (end: number, side: number, tile: number): number =>
    Math.floor((end === side ? end + tile - 1 : end) / tile);
  const right = endOf(x + width, native.width, TILE_WIDTH);
  const bottom = endOf(y + height, native.height, TILE_HEIGHT);
  for (let row = Math.ceil(y / TILE_HEIGHT); row < bottom; row++)
    map.fill(1, row * columns + Math.ceil(x / TILE_WIDTH), row * columns + right);
  return map;
};

/**
 * Whether a large change only gives the ground another colour, found out before all of it is read: a plain desktop, an empty page, a
 * screen that goes dark. Nothing is taken for ground but what was so before, so that what stays on it is never painted over.
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
    const tiles = found?.plain.slice();
    // Its maps are those of the comparison.
    native.beginCompare();
    const areas = tiles && exactRectanglesOf(tiles, native.width, native.height);
    if (!found || !areas) return null;
    const step = box.height / SAMPLES;
    const rows = Array.from({ length: SAMPLES }, (_, n) => Math.floor(box.y + (n + 0.5) * step));
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
