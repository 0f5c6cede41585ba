// Tiles of 64 x 16 pixels: which differ, and which are of one colour. Pixels are BGRX; the X byte means nothing and is ignored.
#include "runtime.h"

#define TILE_WIDTH 64
#define TILE_HEIGHT 16
#define COLOUR 0x00ffffff
#define MIXED 0xffffffff
#define PLAIN_SHARE 6 // of tiles that are plain, one of so many may be mixed
#define PAINT_SHARE 4 // of tiles that are painted in one colour, one of so many may have another

static inline int rowDiffers(const u32 *a, const u32 *b, i32 n) {
  v128_t difference = wasm_i32x4_splat(0);
  i32 i = 0;
  for (; i + 4 <= n; i += 4)
    difference = wasm_v128_or(difference, wasm_v128_xor(wasm_v128_load(a + i), wasm_v128_load(b + i)));
  u32 rest = 0;
  for (; i < n; i++) rest |= a[i] ^ b[i];
  return wasm_v128_any_true(wasm_v128_and(difference, wasm_i32x4_splat(COLOUR))) || (rest & COLOUR) != 0;
}

static inline i32 clipped(i32 from, i32 size, i32 end) { return from + size > end ? end - from : size; }

static inline int isColour(const u32 *row, i32 n, u32 colour) {
  const v128_t all = wasm_i32x4_splat(colour);
  v128_t difference = wasm_i32x4_splat(0);
  i32 i = 0;
  for (; i + 4 <= n; i += 4) difference = wasm_v128_or(difference, wasm_v128_xor(wasm_v128_load(row + i), all));
  u32 rest = 0;
  for (; i < n; i++) rest |= row[i] ^ colour;
  return !wasm_v128_any_true(wasm_v128_and(difference, wasm_i32x4_splat(COLOUR))) && !(rest & COLOUR);
}

// Writes 1 or 0 for each tile that has pixels in rows [top, bottom) and columns [left, right) to map[tileRow * columns + tileColumn],
// and for each 1 to `colours`, which colour it has all over, or MIXED; how many are 1. Row by row, as memory is read quickest: what
// is alike all over is the dearest to look at.
EXPORT(compare)
i32 compare(const u32 *now, const u32 *before, i32 width, i32 height, i32 top, i32 bottom, i32 left, i32 right, u8 *map,
            u32 *colours) {
  i32 columns = (width + TILE_WIDTH - 1) / TILE_WIDTH, changed = 0;
  i32 first = left / TILE_WIDTH, end = (right + TILE_WIDTH - 1) / TILE_WIDTH;
  for (i32 tileRow = top / TILE_HEIGHT; tileRow * TILE_HEIGHT < bottom; tileRow++) {
    i32 y0 = tileRow * TILE_HEIGHT, y1 = y0 + clipped(y0, TILE_HEIGHT, height);
    u8 *tiles = map + tileRow * columns;
    u32 *plain = colours + tileRow * columns;
    i32 alike = end - first;
    for (i32 column = first; column < end; column++) tiles[column] = 0;
    for (i32 y = y0; y < y1 && alike > 0; y++)
      for (i32 column = first; column < end; column++) {
        if (tiles[column]) continue;
        i32 x = column * TILE_WIDTH;
        if (!rowDiffers(now + y * width + x, before + y * width + x, clipped(x, TILE_WIDTH, width))) continue;
        tiles[column] = 1;
        plain[column] = now[y0 * width + x] & COLOUR;
        alike--;
      }
    changed += end - first - alike;
    for (i32 y = y0; y < y1; y++)
      for (i32 column = first; column < end; column++) {
        i32 x = column * TILE_WIDTH;
        if (!tiles[column] || plain[column] == MIXED) continue;
        if (!isColour(now + y * width + x, clipped(x, TILE_WIDTH, width), plain[column])) plain[column] = MIXED;
      }
  }
  return changed;
}

// How many rows of a rectangle are alike before the first that differs; `step` 1: from the top, -1: from the bottom.
EXPORT(rowsAlike)
i32 rowsAlike(const u32 *now, const u32 *before, i32 width, i32 x, i32 y, i32 w, i32 h, i32 step) {
  i32 at = (step > 0 ? y : y + h - 1) * width + x, rows = 0;
  while (rows < h && !rowDiffers(now + at, before + at, w)) rows++, at += step * width;
  return rows;
}

// The same of columns: from the left, or from the right.
EXPORT(columnsAlike)
i32 columnsAlike(const u32 *now, const u32 *before, i32 width, i32 x, i32 y, i32 w, i32 h, i32 step) {
  i32 start = step > 0 ? x : x + w - 1, columns = w;
  for (i32 row = y; row < y + h && columns > 0; row++)
    for (i32 i = 0, at = row * width + start; i < columns; i++, at += step)
      if ((now[at] ^ before[at]) & COLOUR) columns = i;
  return columns;
}

// Whether a rectangle has one colour all over.
EXPORT(hasColour) i32 hasColour(const u32 *now, i32 width, i32 x, i32 y, i32 w, i32 h, u32 colour) {
  for (i32 row = y; row < y + h; row++)
    if (!isColour(now + row * width + x, w, colour)) return 0;
  return 1;
}

// Whether marked tiles are of one colour nearly everywhere: then there is nothing that could be seen to move.
EXPORT(isPlain) i32 isPlain(const u32 *colours, const u8 *map, i32 tiles) {
  i32 marked = 0, mixed = 0;
  for (i32 i = 0; i < tiles; i++) {
    marked += map[i];
    mixed += map[i] && colours[i] == MIXED;
  }
  return mixed * PLAIN_SHARE <= marked;
}

// The colour that most marked tiles have all over: those are marked in `plain` and no longer in `map`. MIXED = hardly any share one.
EXPORT(takePlain) u32 takePlain(const u32 *colours, u8 *map, u8 *plain, i32 tiles) {
  u32 colour = MIXED;
  i32 votes = 0, marked = 0, found = 0;
  for (i32 i = 0; i < tiles; i++) {
    if (!map[i]) continue;
    marked++;
    if (votes == 0) colour = colours[i];
    votes += colours[i] == colour ? 1 : -1;
  }
  for (i32 i = 0; i < tiles; i++) found += plain[i] = map[i] && colours[i] == colour;
  if (colour == MIXED || found < marked - marked / PAINT_SHARE) return MIXED;
  for (i32 i = 0; i < tiles; i++) map[i] &= !plain[i];
  return colour;
}
