// Which tiles of 64 x 16 pixels differ. Pixels are BGRX; the X byte means nothing and is ignored.
#include "runtime.h"

#define TILE_WIDTH 64
#define TILE_HEIGHT 16
#define COLOUR 0x00ffffff

static inline int rowDiffers(const u32 *a, const u32 *b, i32 n) {
  v128_t difference = wasm_i32x4_splat(0);
  i32 i = 0;
  for (; i + 4 <= n; i += 4)
    difference = wasm_v128_or(difference, wasm_v128_xor(wasm_v128_load(a + i), wasm_v128_load(b + i)));
  u32 rest = 0;
  for (; i < n; i++) rest |= a[i] ^ b[i];
  return wasm_v128_any_true(wasm_v128_and(difference, wasm_i32x4_splat(COLOUR))) || (rest & COLOUR) != 0;
}

// Writes 1 or 0 for each tile that has pixels in rows [top, bottom) and columns [left, right) to
// map[tileRow * columns + tileColumn]; how many are 1. Row by row, as memory is read quickest: what is alike all over is the
// dearest to look at.
EXPORT(compare)
i32 compare(const u32 *now, const u32 *before, i32 width, i32 height, i32 top, i32 bottom, i32 left, i32 right, u8 *map) {
  i32 columns = (width + TILE_WIDTH - 1) / TILE_WIDTH, changed = 0;
  i32 first = left / TILE_WIDTH, end = (right + TILE_WIDTH - 1) / TILE_WIDTH;
  for (i32 tileRow = top / TILE_HEIGHT; tileRow * TILE_HEIGHT < bottom; tileRow++) {
    i32 y0 = tileRow * TILE_HEIGHT, y1 = y0 + TILE_HEIGHT > height ? height : y0 + TILE_HEIGHT;
    u8 *tiles = map + tileRow * columns;
    i32 alike = end - first;
    for (i32 column = first; column < end; column++) tiles[column] = 0;
    for (i32 y = y0; y < y1 && alike > 0; y++)
      for (i32 column = first; column < end; column++) {
        if (tiles[column]) continue;
        i32 x = column * TILE_WIDTH, n = x + TILE_WIDTH > width ? width - x : TILE_WIDTH;
        if (!rowDiffers(now + y * width + x, before + y * width + x, n)) continue;
        tiles[column] = 1;
        alike--;
      }
    changed += end - first - alike;
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
