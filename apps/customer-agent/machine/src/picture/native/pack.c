// Rectangles of the picture as palette and indexes, or as red, green, blue. Colours are 0x00RRGGBB.
#include "runtime.h"

#define COLOUR 0x00ffffff
#define NO_COLOUR 0xff000000
#define MAX_WIDE 4096
#define SLOTS 16384 // four times MAX_WIDE, so a free slot is always found

static u32 slotColour[SLOTS];
static u16 slotIndex[SLOTS];
static u16 slotRound[SLOTS]; // a slot is in use when this is the current round: no clearing between calls
static u16 currentRound;

static void beginPalette(void) {
  if (++currentRound) return;
  for (i32 i = 0; i < SLOTS; i++) slotRound[i] = 0;
  currentRound = 1;
}

// Index of a colour, adding it when new; -1 when `max` are there already.
static inline i32 indexOf(u32 colour, u32 *palette, i32 *count, i32 max) {
  u32 slot = (colour * 2654435761u) >> 18;
  while (slotRound[slot] == currentRound && slotColour[slot] != colour) slot = (slot + 1) & (SLOTS - 1);
  if (slotRound[slot] == currentRound) return slotIndex[slot];
  if (*count == max) return -1;
  slotRound[slot] = currentRound;
  slotColour[slot] = colour;
  slotIndex[slot] = *count;
  palette[*count] = colour;
  return (*count)++;
}

// How many of the next pixels are `colour`, in whole groups of 8: desktops are mostly runs of one colour.
static inline i32 sameRun(const u32 *in, i32 n, u32 colour) {
  const v128_t mask = wasm_i32x4_splat(COLOUR), wanted = wasm_i32x4_splat(colour);
  i32 i = 0;
  for (; i + 8 <= n; i += 8) {
    v128_t a = wasm_v128_xor(wasm_v128_and(wasm_v128_load(in + i), mask), wanted);
    v128_t b = wasm_v128_xor(wasm_v128_and(wasm_v128_load(in + i + 4), mask), wanted);
    if (wasm_v128_any_true(wasm_v128_or(a, b))) break;
  }
  return i;
}

// One index byte a pixel becomes half a byte, in place; rows start at whole bytes, first pixel in the high bits.
static void packHalves(u8 *bytes, i32 w, i32 h) {
  const u8 *in = bytes;
  u8 *out = bytes;
  for (i32 row = 0; row < h; row++, in += w)
    for (i32 x = 0; x < w; x += 2) *out++ = in[x] << 4 | (x + 1 < w ? in[x + 1] : 0);
}

// What is one or two colours, as most text is, straight to bits: how many colours; 0 = there are more.
static i32 packTwo(const u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, u32 *colours, u8 *out) {
  static const u8 reversed[16] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
  const v128_t mask = wasm_i32x4_splat(COLOUR);
  u32 first = picture[y * width + x] & COLOUR, second = NO_COLOUR;
  v128_t one = wasm_i32x4_splat(first), two = wasm_i32x4_splat(second);
  for (i32 row = y; row < y + h; row++) {
    const u32 *in = picture + row * width + x;
    i32 i = 0;
    for (; i + 8 <= w; i += 8) {
      v128_t a = wasm_v128_and(wasm_v128_load(in + i), mask), b = wasm_v128_and(wasm_v128_load(in + i + 4), mask);
      v128_t aOne = wasm_i32x4_eq(a, one), bOne = wasm_i32x4_eq(b, one);
      if (wasm_i32x4_all_true(wasm_v128_and(aOne, bOne))) {
        *out++ = 0;
        continue;
      }
      if (second == NO_COLOUR) {
        i32 k = i;
        while ((in[k] & COLOUR) == first) k++;
        second = in[k] & COLOUR;
        two = wasm_i32x4_splat(second);
      }
      v128_t aTwo = wasm_i32x4_eq(a, two), bTwo = wasm_i32x4_eq(b, two);
      if (!wasm_i32x4_all_true(wasm_v128_and(wasm_v128_or(aOne, aTwo), wasm_v128_or(bOne, bTwo)))) return 0;
      *out++ = reversed[wasm_i32x4_bitmask(aTwo)] << 4 | reversed[wasm_i32x4_bitmask(bTwo)];
    }
    if (i == w) continue;
    u32 byte = 0;
    for (i32 k = i; k < w; k++) {
      u32 colour = in[k] & COLOUR;
      if (colour == first) continue;
      if (second == NO_COLOUR) {
        second = colour;
        two = wasm_i32x4_splat(second);
      }
      if (colour != second) return 0;
      byte |= 128 >> (k - i);
    }
    *out++ = byte;
  }
  colours[0] = first;
  colours[1] = second;
  return second == NO_COLOUR ? 1 : 2;
}

// Puts a colour among the up to four of `few`, with a vector of each: its index; -1 = four are there already.
static inline i32 fewIndex(u32 colour, u32 *few, v128_t *each, i32 *count) {
  for (i32 k = 0; k < *count; k++)
    if (few[k] == colour) return k;
  if (*count == 4) return -1;
  few[*count] = colour;
  each[*count] = wasm_i32x4_splat(colour);
  return (*count)++;
}

// What is three or four colours (text with a caret, a border, a button), straight to two bits a pixel: how many; 0 = more.
static i32 packFour(const u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, u32 *colours, u8 *out) {
  // Lane n of a mask becomes the low bit of pixel n, the first in the high bits.
  static const u8 spread[16] = {0, 64, 16, 80, 4, 68, 20, 84, 1, 65, 17, 81, 5, 69, 21, 85};
  const v128_t mask = wasm_i32x4_splat(COLOUR);
  v128_t each[4] = {wasm_i32x4_splat(NO_COLOUR), wasm_i32x4_splat(NO_COLOUR), wasm_i32x4_splat(NO_COLOUR),
                    wasm_i32x4_splat(NO_COLOUR)};
  i32 count = 0;
  for (i32 row = y; row < y + h; row++) {
    const u32 *in = picture + row * width + x;
    i32 i = 0;
    for (; i + 4 <= w; i += 4) {
      v128_t four = wasm_v128_and(wasm_v128_load(in + i), mask);
      v128_t is0 = wasm_i32x4_eq(four, each[0]), is1 = wasm_i32x4_eq(four, each[1]);
      v128_t is2 = wasm_i32x4_eq(four, each[2]), is3 = wasm_i32x4_eq(four, each[3]);
      while (!wasm_i32x4_all_true(wasm_v128_or(wasm_v128_or(is0, is1), wasm_v128_or(is2, is3)))) {
        for (i32 k = 0; k < 4; k++)
          if (fewIndex(in[i + k] & COLOUR, colours, each, &count) < 0) return 0;
        is0 = wasm_i32x4_eq(four, each[0]), is1 = wasm_i32x4_eq(four, each[1]);
        is2 = wasm_i32x4_eq(four, each[2]), is3 = wasm_i32x4_eq(four, each[3]);
      }
      u32 low = wasm_i32x4_bitmask(wasm_v128_or(is1, is3)), high = wasm_i32x4_bitmask(wasm_v128_or(is2, is3));
      *out++ = spread[low] | spread[high] << 1;
    }
    if (i == w) continue;
    u32 byte = 0;
    for (i32 k = i; k < w; k++) {
      i32 index = fewIndex(in[k] & COLOUR, colours, each, &count);
      if (index < 0) return 0;
      byte |= index << (6 - 2 * (k - i));
    }
    *out++ = byte;
  }
  return count;
}

typedef struct {
  u32 *colours;
  i32 count, max;
  u32 last, other; // of this and the run before: text goes to and fro between two
  i32 lastIndex, otherIndex;
} Palette;

// How many pixels from here on have the colour that `palette` now holds as its last; 0 = it has no room for that colour.
static inline i32 nextRun(Palette *palette, const u32 *in, i32 n) {
  u32 colour = *in & COLOUR;
  if (colour == palette->last) {
    i32 run = sameRun(in, n, colour);
    return run > 0 ? run : 1;
  }
  i32 index = colour == palette->other ? palette->otherIndex
                                       : indexOf(colour, palette->colours, &palette->count, palette->max);
  palette->other = palette->last;
  palette->otherIndex = palette->lastIndex;
  palette->last = colour;
  palette->lastIndex = index;
  return index >= 0;
}

static inline u8 *putRun(u8 *out, u8 index, i32 n) {
  u64 eight = index * 0x0101010101010101ull;
  if (n == 1)
    *out = index;
  else
    for (i32 i = 0; i < n; i += 8) __builtin_memcpy(out + i, &eight, 8);
  return out + n;
}

// Up to 256 colours: how many, with packed indexes at `out` (w * h bytes of room); 0 = there are more colours.
EXPORT(packIndexed) i32 packIndexed(const u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, u32 *colours, u8 *out) {
  i32 few = packTwo(picture, width, x, y, w, h, colours, out);
  if (!few) few = packFour(picture, width, x, y, w, h, colours, out);
  if (few) return few;
  Palette palette = {colours, 0, 256, NO_COLOUR, NO_COLOUR, 0, 0};
  u8 *next = out;
  beginPalette();
  for (i32 row = y; row < y + h; row++) {
    const u32 *in = picture + row * width + x;
    for (i32 i = 0, run; i < w; i += run) {
      if (!(run = nextRun(&palette, in + i, w - i))) return 0;
      next = putRun(next, palette.lastIndex, run);
    }
  }
  i32 count = palette.count;
  if (count <= 16) packHalves(out, w, h);
  return count;
}

// Up to `max` colours: how many, with a plane of low and a plane of high index bytes at `out`; 0 = there are more colours.
EXPORT(packWide)
i32 packWide(const u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, u32 *colours, u8 *out, i32 max) {
  Palette palette = {colours, 0, max, NO_COLOUR, NO_COLOUR, 0, 0};
  u8 *low = out, *high = out + w * h;
  beginPalette();
  for (i32 row = y; row < y + h; row++) {
    const u32 *in = picture + row * width + x;
    for (i32 i = 0, run; i < w; i += run) {
      if (!(run = nextRun(&palette, in + i, w - i))) return 0;
      low = putRun(low, palette.lastIndex, run);
      high = putRun(high, palette.lastIndex >> 8, run);
    }
  }
  return palette.count;
}

// Three bytes a pixel, each the difference from the pixel on the left (PNG's Sub filter).
EXPORT(packRgb) void packRgb(const u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, u8 *out) {
  for (i32 row = y; row < y + h; row++) {
    const u32 *in = picture + row * width + x;
    u8 red = 0, green = 0, blue = 0;
    for (i32 i = 0; i < w; i++, out += 3) {
      u8 r = in[i] >> 16, g = in[i] >> 8, b = in[i];
      out[0] = r - red;
      out[1] = g - green;
      out[2] = b - blue;
      red = r;
      green = g;
      blue = b;
    }
  }
}
