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

// One index byte a pixel becomes `bits` bits a pixel, in place; rows start at whole bytes, first pixel in the high bits.
static void packBits(u8 *bytes, i32 w, i32 h, i32 bits) {
  const u8 *in = bytes;
  u8 *out = bytes;
  i32 perByte = 8 / bits;
  for (i32 row = 0; row < h; row++)
    for (i32 x = 0; x < w;) {
      u32 byte = 0;
      for (i32 i = 0; i < perByte; i++, x++) byte = byte << bits | (x < w ? *in++ : 0);
      *out++ = byte;
    }
}

typedef struct {
  u32 *colours;
  i32 count, max;
  u32 last;
  i32 lastIndex;
} Palette;

// How many pixels from here on have the colour that `palette` now holds as its last; 0 = it has no room for that colour.
static inline i32 nextRun(Palette *palette, const u32 *in, i32 n) {
  u32 colour = *in & COLOUR;
  if (colour == palette->last) {
    i32 run = sameRun(in, n, colour);
    return run > 0 ? run : 1;
  }
  palette->lastIndex = indexOf(colour, palette->colours, &palette->count, palette->max);
  palette->last = colour;
  return palette->lastIndex >= 0;
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
  Palette palette = {colours, 0, 256, NO_COLOUR, 0};
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
  if (count > 1 && count <= 16) packBits(out, w, h, count <= 2 ? 1 : count <= 4 ? 2 : 4);
  return count;
}

// Up to `max` colours: how many, with a plane of low and a plane of high index bytes at `out`; 0 = there are more colours.
EXPORT(packWide)
i32 packWide(const u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, u32 *colours, u8 *out, i32 max) {
  Palette palette = {colours, 0, max, NO_COLOUR, 0};
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
