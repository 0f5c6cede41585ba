import type { Rectangle } from '@relevo/client/picture/frame';

/** Tiles in which changes are counted, in pixels. Must be those of native/compare.c. */
export const TILE_WIDTH = 64;
export const TILE_HEIGHT = 16;

/** The picture cut in tiles: one byte a tile, row by row, 1 = changed. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
}

export const gridOf = (width: number, height: number): TileGrid => ({
  columns: Math.ceil(width / TILE_WIDTH),
  rows: Math.ceil(height / TILE_HEIGHT),
});

/** How many tiles of a map are marked. */
export const countOf = (map: Uint8Array): number => {
  let marked = 0;
  for (const tile of map) marked += tile;
  return marked;
};

/** In tiles; right and bottom are exclusive. */
interface TileBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  bottom: number;
}

/** One box may stand for all when it is not much larger than they are together. */
const WASTE_ALLOWED = 1.25;
/** The same where what it takes in is of one colour. */
const JOINED_WASTE = 2;
/** So many boxes cost more in heads and deflaters than some unchanged pixels do. */
const MANY_BOXES = 40;

const areaOf = (box: TileBox): number => (box.right - box.left) * (box.bottom - box.top);

const around = (a: TileBox, b: TileBox): TileBox => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Runs of changed tiles; a run as wide as the one above it makes that one taller. */
const boxesOf = (map: Uint8Array, { columns, rows }: TileGrid): TileBox[] => {
  const boxes: TileBox[] = [];
  let above = new Map<number, TileBox>();
  for (let row = 0; row < rows; row++) {
    const here = new Map<number, TileBox>();
    for (let column = 0; column < columns; column++) {
      if (!map[row * columns + column]) continue;
      const left = column;
      while (column < columns && map[row * columns + column]) column++;
      const key = left * (columns + 1) + column;
      const box = above.get(key) ?? { left, right: column, top: row, bottom: row };
      if (!above.has(key)) boxes.push(box);
      box.bottom = row + 1;
      here.set(key, box);
    }
    above = here;
  }
  return boxes;
};

/** Boxes that share or touch rows become one; the result does not overlap. Boxes come in order of their tops. */
const mergeRows = (boxes: readonly TileBox[]): TileBox[] => {
  const bands: TileBox[] = [];
  for (const box of boxes) {
    const last = bands.at(-1);
    if (last && box.top <= last.bottom) bands[bands.length - 1] = around(last, box);
    else bands.push(box);
  }
  return bands;
};

/** Boxes joined where nothing but tiles of one colour is taken in by it: ragged lines of text become one. They overlap in such tiles at most. */
const joinAcrossPlain = (
  boxes: readonly TileBox[],
  map: Uint8Array,
  { columns }: TileGrid,
  isPlain: (tile: number) => boolean,
): TileBox[] => {
  const markedIn = (box: TileBox): number => {
    let marked = 0;
    for (let row = box.top; row < box.bottom; row++)
      for (let tile = row * columns + box.left; tile < row * columns + box.right; tile++)
        if (map[tile]) marked++;
        else if (!isPlain(tile)) return -1;
    return marked;
  };
  const joined: { box: TileBox; marked: number }[] = [];
  for (const next of boxes) {
    let grown = { box: next, marked: areaOf(next) };
    for (let i = 0; i < joined.length; ) {
      const { box, marked } = joined[i] as (typeof joined)[number];
      const both = around(box, grown.box);
      const together = marked + grown.marked;
      const isNear = box.top <= grown.box.bottom && grown.box.top <= box.bottom;
      // More marked tiles than those of the two are a third one's.
      if (!isNear || areaOf(both) > together * JOINED_WASTE || markedIn(both) !== together) i++;
      else {
        grown = { box: both, marked: together };
        joined.splice(i, 1);
        i = 0;
      }
    }
    joined.push(grown);
  }
  return joined.map(({ box }) => box).sort((a, b) => a.top - b.top);
};

const merge = (boxes: TileBox[]): TileBox[] => {
  const [first, ...others] = boxes;
  if (!first || others.length === 0) return boxes;
  const all = others.reduce(around, first);
  const area = boxes.reduce((sum, box) => sum + areaOf(box), 0);
  if (areaOf(all) < area * WASTE_ALLOWED) return [all];
  return boxes.length > MANY_BOXES ? mergeRows(boxes) : boxes;
};

const inPixels = ({ left, right, top, bottom }: TileBox, width: number, height: number): Rectangle => {
  const x = left * TILE_WIDTH;
  const y = top * TILE_HEIGHT;
  return {
    x,
    y,
    width: Math.min(width, right * TILE_WIDTH) - x,
    height: Math.min(height, bottom * TILE_HEIGHT) - y,
  };
};

/**
 * The changed tiles as few rectangles in pixels, inside the picture. They may hold tiles that are not marked, most of all those that are
 * `isPlain`: of one colour, and so cheap to take along; only in those two may overlap.
 */
export const rectanglesOf = (
  map: Uint8Array,
  width: number,
  height: number,
  isPlain: (tile: number) => boolean = () => false,
): Rectangle[] => {
  const grid = gridOf(width, height);
  const boxes = boxesOf(map, grid);
  const fewer = boxes.length <= MANY_BOXES ? joinAcrossPlain(boxes, map, grid, isPlain) : boxes;
  return merge(fewer).map((box) => inPixels(box, width, height));
};

/** The same with the marked tiles and no others; null = that takes too many. */
export const exactRectanglesOf = (map: Uint8Array, width: number, height: number): Rectangle[] | null => {
  const boxes = boxesOf(map, gridOf(width, height));
  return boxes.length > MANY_BOXES ? null : boxes.map((box) => inPixels(box, width, height));
};

/** The box around all marked tiles, of which there is one at least. */
export const boundsOf = (map: Uint8Array, width: number, height: number): Rectangle =>
  inPixels(boxesOf(map, gridOf(width, height)).reduce(around), width, height);

/** The pixels of one tile. */
export const tileAt = (tile: number, width: number, height: number): Rectangle => {
  const { columns } = gridOf(width, height);
  const left = tile % columns;
  const top = Math.floor(tile / columns);
  return inPixels({ left, right: left + 1, top, bottom: top + 1 }, width, height);
};

/** The part of a rectangle that is in another one, too; null = there is none. */
export const intersection = (a: Rectangle, b: Rectangle): Rectangle | null => {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
};

/** A rectangle cut in blocks of at most so many pixels on each side. */
export const blocksOf = (whole: Rectangle, maxWidth: number, maxHeight: number): Rectangle[] => {
  const blocks: Rectangle[] = [];
  for (let y = whole.y; y < whole.y + whole.height; y += maxHeight)
    for (let x = whole.x; x < whole.x + whole.width; x += maxWidth)
      blocks.push({
        x,
        y,
        width: Math.min(maxWidth, whole.x + whole.width - x),
        height: Math.min(maxHeight, whole.y + whole.height - y),
      });
  return blocks;
};

/** A rectangle cut in bands of at most so many rows. */
export const bandsOf = (whole: Rectangle, maxHeight: number): Rectangle[] =>
  blocksOf(whole, whole.width, maxHeight);
