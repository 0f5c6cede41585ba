// Vertical scrolling: rows are hashed in strips of 128 pixels, rows that moved vote for their distance, and runs
// of rows that moved by the elected distance become copies. A hash may lie: the caller compares again afterwards.
#include "runtime.h"

#define STRIP_WIDTH 128
#define COLOUR 0x00ffffff
#define MAX_HEIGHT 8192
#define SLOTS 16384 // twice MAX_HEIGHT, so a free slot is always found
#define MIN_VOTES 24
#define MIN_RUN_ROWS 12
#define MIN_RUN_CHANGES 4

typedef struct {
  u16 x, y, width, height;
} Run;

static i32 votes[2 * MAX_HEIGHT];
static u32 slotHash[SLOTS];
static i32 slotRow[SLOTS];

static inline v128_t mix(v128_t hash, v128_t four) {
  hash = wasm_i32x4_mul(wasm_v128_xor(hash, four), wasm_i32x4_splat(0x01000193));
  return wasm_v128_xor(hash, wasm_u32x4_shr(hash, 15));
}

static inline u32 folded(v128_t hash) {
  return wasm_u32x4_extract_lane(hash, 0) * 31 + wasm_u32x4_extract_lane(hash, 1) * 131 +
         wasm_u32x4_extract_lane(hash, 2) * 1313 + wasm_u32x4_extract_lane(hash, 3) * 13131;
}

// An even hash marks a row of one colour: it says nothing about movement. Four chains, for each step waits for the one before.
static u32 hashRow(const u32 *pixels, i32 n) {
  const v128_t colour = wasm_i32x4_splat(COLOUR);
  v128_t a = wasm_i32x4_splat(0x9e3779b9), b = a, c = a, d = a;
  v128_t unlike = wasm_i32x4_splat(0), first = wasm_i32x4_splat(pixels[0]);
  i32 i = 0;
  for (; i + 16 <= n; i += 16) {
    v128_t p = wasm_v128_load(pixels + i), q = wasm_v128_load(pixels + i + 4);
    v128_t r = wasm_v128_load(pixels + i + 8), s = wasm_v128_load(pixels + i + 12);
    v128_t unlikeOne = wasm_v128_or(wasm_v128_xor(p, first), wasm_v128_xor(q, first));
    v128_t unlikeOther = wasm_v128_or(wasm_v128_xor(r, first), wasm_v128_xor(s, first));
    unlike = wasm_v128_or(unlike, wasm_v128_or(unlikeOne, unlikeOther));
    a = mix(a, wasm_v128_and(p, colour));
    b = mix(b, wasm_v128_and(q, colour));
    c = mix(c, wasm_v128_and(r, colour));
    d = mix(d, wasm_v128_and(s, colour));
  }
  u32 tail = 0, tailUnlike = 0;
  for (; i < n; i++) {
    tail = (tail ^ (pixels[i] & COLOUR)) * 0x01000193;
    tailUnlike |= pixels[i] ^ pixels[0];
  }
  if (!wasm_v128_any_true(wasm_v128_and(unlike, colour)) && !(tailUnlike & COLOUR))
    return ((pixels[0] & COLOUR) * 2654435761u) & ~1u;
  return (folded(a) + folded(b) * 7 + folded(c) * 49 + folded(d) * 343 + tail) | 1;
}

static inline i32 stripCount(i32 width) { return (width + STRIP_WIDTH - 1) / STRIP_WIDTH; }

// hashes[strip * height + row] for the rows in [top, bottom) whose `known` is 0, which then is 1.
EXPORT(hashRows)
void hashRows(const u32 *picture, i32 width, i32 height, i32 top, i32 bottom, u32 *hashes, u8 *known) {
  i32 strips = stripCount(width);
  for (i32 y = top; y < bottom; y++) {
    if (known[y]) continue;
    known[y] = 1;
    for (i32 strip = 0; strip < strips; strip++) {
      i32 x = strip * STRIP_WIDTH, n = x + STRIP_WIDTH > width ? width - x : STRIP_WIDTH;
      hashes[strip * height + y] = hashRow(picture + y * width + x, n);
    }
  }
}

static inline u32 slotOf(u32 hash) {
  u32 slot = (hash * 2654435761u) >> 18;
  while (slotRow[slot] != -1 && slotHash[slot] != hash) slot = (slot + 1) & (SLOTS - 1);
  return slot;
}

static void voteInStrip(const u32 *now, const u32 *before, i32 height, i32 top, i32 bottom) {
  for (i32 i = 0; i < SLOTS; i++) slotRow[i] = -1;
  for (i32 y = top; y < bottom; y++) {
    if (!(before[y] & 1)) continue;
    u32 slot = slotOf(before[y]);
    slotRow[slot] = slotRow[slot] == -1 ? y : -2; // -2: more than one such row
    slotHash[slot] = before[y];
  }
  for (i32 y = top; y < bottom; y++) {
    if (!(now[y] & 1) || now[y] == before[y]) continue;
    i32 source = slotRow[slotOf(now[y])];
    if (source >= 0) votes[source - y + height]++;
  }
}

// How far below its place (negative: above) the content of the changed rows was before; 0 = no scrolling.
EXPORT(findScroll) i32 findScroll(const u32 *now, const u32 *before, i32 width, i32 height, i32 top, i32 bottom) {
  for (i32 i = 0; i < 2 * height; i++) votes[i] = 0;
  for (i32 strip = 0; strip < stripCount(width); strip++) {
    const u32 *a = now + strip * height, *b = before + strip * height;
    i32 y = top;
    while (y < bottom && a[y] == b[y]) y++;
    if (y < bottom) voteInStrip(a, b, height, top, bottom);
  }
  i32 best = 0, distance = 0;
  for (i32 i = 0; i < 2 * height; i++)
    if (i != height && votes[i] > best) {
      best = votes[i];
      distance = i - height;
    }
  return best >= MIN_VOTES ? distance : 0;
}

static i32 addRun(Run *runs, i32 count, i32 max, Run run) {
  for (i32 i = 0; i < count; i++)
    if (runs[i].y == run.y && runs[i].height == run.height && runs[i].x + runs[i].width == run.x) {
      runs[i].width += run.width;
      return count;
    }
  if (count < max) runs[count++] = run;
  return count;
}

static void sortRuns(Run *runs, i32 count, int downwards) {
  for (i32 i = 1; i < count; i++) {
    Run run = runs[i];
    i32 j = i - 1;
    for (; j >= 0 && (downwards ? runs[j].y > run.y : runs[j].y < run.y); j--) runs[j + 1] = runs[j];
    runs[j + 1] = run;
  }
}

// Fills `runs` with what to copy from `distance` rows further down, in an order in which no copy spoils the next.
EXPORT(findRuns)
i32 findRuns(const u32 *now, const u32 *before, i32 width, i32 height, i32 top, i32 bottom, i32 distance, Run *runs, i32 max) {
  i32 first = distance < 0 ? top - distance : top, end = distance > 0 ? bottom - distance : bottom, count = 0;
  for (i32 strip = 0; strip < stripCount(width); strip++) {
    const u32 *a = now + strip * height, *b = before + strip * height;
    i32 x = strip * STRIP_WIDTH, n = x + STRIP_WIDTH > width ? width - x : STRIP_WIDTH;
    for (i32 y = first; y < end;) {
      i32 start = y, changes = 0;
      for (; y < end && a[y] == b[y + distance]; y++) changes += (a[y] & 1) && a[y] != b[y];
      if (y - start >= MIN_RUN_ROWS && changes >= MIN_RUN_CHANGES)
        count = addRun(runs, count, max, (Run){x, start, n, y - start});
      if (y == start) y++;
    }
  }
  sortRuns(runs, count, distance > 0);
  return count;
}

// Moves a run inside `picture`, as the viewer will.
EXPORT(moveRows) void moveRows(u32 *picture, i32 width, i32 x, i32 y, i32 w, i32 h, i32 distance) {
  i32 step = distance < 0 ? -1 : 1;
  for (i32 n = 0, row = distance < 0 ? y + h - 1 : y; n < h; n++, row += step)
    __builtin_memcpy(picture + row * width + x, picture + (row + distance) * width + x, w * 4);
}

EXPORT(copyRectangle) void copyRectangle(u32 *to, const u32 *from, i32 width, i32 x, i32 y, i32 w, i32 h) {
  for (i32 row = y; row < y + h; row++) __builtin_memcpy(to + row * width + x, from + row * width + x, w * 4);
}
