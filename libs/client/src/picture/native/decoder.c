// Drawing into the one frame buffer: RGBA, `width` pixels a row. The caller has checked that rectangles lie
// inside; colours have alpha 255 and unused palette entries alpha 0, so a wrong index shows in the AND of all pixels.
#include "runtime.h"

#define OPAQUE 0xff000000u
#define WIDE_COLOURS 4096

EXPORT(fill) void fill(u32 *frame, i32 width, i32 x, i32 y, i32 w, i32 h, u32 colour) {
  u32 *first = frame + y * width + x;
  for (i32 i = 0; i < w; i++) first[i] = colour;
  for (i32 row = 1; row < h; row++) __builtin_memcpy(first + row * width, first, w * 4);
}

EXPORT(copy) void copy(u32 *frame, i32 width, i32 x, i32 y, i32 w, i32 h, i32 fromX, i32 fromY) {
  i32 step = fromY < y ? -1 : 1;
  for (i32 n = 0, row = fromY < y ? h - 1 : 0; n < h; n++, row += step)
    __builtin_memmove(frame + (y + row) * width + x, frame + (fromY + row) * width + fromX, w * 4);
}

static inline u32 bits1(const u8 *in, const u32 *palette, u32 *out, i32 w) {
  v128_t zero = wasm_i32x4_splat(palette[0]), one = wasm_i32x4_splat(palette[1]);
  v128_t high = wasm_i32x4_make(128, 64, 32, 16), low = wasm_i32x4_make(8, 4, 2, 1), none = wasm_i32x4_splat(0);
  i32 i = 0;
  for (; i + 8 <= w; i += 8) {
    v128_t byte = wasm_i32x4_splat(*in++);
    wasm_v128_store(out + i, wasm_v128_bitselect(one, zero, wasm_i32x4_ne(wasm_v128_and(byte, high), none)));
    wasm_v128_store(out + i + 4, wasm_v128_bitselect(one, zero, wasm_i32x4_ne(wasm_v128_and(byte, low), none)));
  }
  for (u8 byte = i < w ? *in : 0; i < w; i++, byte <<= 1) out[i] = palette[byte >> 7];
  return OPAQUE; // both entries always exist
}

static inline u32 bits2(const u8 *in, const u32 *palette, u32 *out, i32 w) {
  u32 seen = OPAQUE;
  for (i32 i = 0; i < w; i++) seen &= out[i] = palette[in[i >> 2] >> (6 - 2 * (i & 3)) & 3];
  return seen;
}

static inline u32 bits4(const u8 *in, const u32 *palette, u32 *out, i32 w) {
  u32 seen = OPAQUE;
  i32 i = 0;
  for (; i + 2 <= w; i += 2, in++) {
    seen &= out[i] = palette[*in >> 4];
    seen &= out[i + 1] = palette[*in & 15];
  }
  if (i < w) seen &= out[i] = palette[*in >> 4];
  return seen;
}

static inline u32 bits8(const u8 *in, const u32 *palette, u32 *out, i32 w) {
  u32 seen = OPAQUE;
  for (i32 i = 0; i < w; i++) seen &= out[i] = palette[in[i]];
  return seen;
}

// Packed indexes, rows start at whole bytes; 0 = an index without a colour. `palette` has 256 entries.
EXPORT(indexed) int indexed(u32 *frame, i32 width, i32 x, i32 y, i32 w, i32 h, const u8 *in, i32 bits, const u32 *palette) {
  i32 rowBytes = (w * bits + 7) >> 3;
  u32 seen = OPAQUE;
  for (i32 row = 0; row < h; row++, in += rowBytes) {
    u32 *out = frame + (y + row) * width + x;
    seen &= bits == 1 ? bits1(in, palette, out, w)
            : bits == 2 ? bits2(in, palette, out, w)
            : bits == 4 ? bits4(in, palette, out, w)
                        : bits8(in, palette, out, w);
  }
  return seen == OPAQUE;
}

// Two planes, low bytes then high bytes; 0 = an index without a colour. `palette` has 4096 entries.
EXPORT(wide) int wide(u32 *frame, i32 width, i32 x, i32 y, i32 w, i32 h, const u8 *low, const u32 *palette) {
  const u8 *high = low + w * h;
  u32 seen = OPAQUE, index = 0, largest = 0;
  for (i32 row = 0; row < h; row++) {
    u32 *out = frame + (y + row) * width + x;
    for (i32 i = 0; i < w; i++) {
      index = *low++ | *high++ << 8;
      largest |= index;
      seen &= out[i] = palette[index & (WIDE_COLOURS - 1)];
    }
  }
  return seen == OPAQUE && largest < WIDE_COLOURS;
}

// Red, green, blue as differences from the pixel on the left (PNG's Sub filter).
EXPORT(rgb) void rgb(u32 *frame, i32 width, i32 x, i32 y, i32 w, i32 h, const u8 *in) {
  for (i32 row = 0; row < h; row++) {
    u32 *out = frame + (y + row) * width + x;
    u8 red = 0, green = 0, blue = 0;
    for (i32 i = 0; i < w; i++, in += 3) {
      red += in[0];
      green += in[1];
      blue += in[2];
      out[i] = OPAQUE | (u32)blue << 16 | (u32)green << 8 | red;
    }
  }
}
