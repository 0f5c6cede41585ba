// Raw DEFLATE (RFC 1951). The input comes from a stranger: every read stops at the end of the input, every
// write at `size`, and only a stream that yields exactly `size` bytes out of exactly `length` bytes is right.
#include "runtime.h"

#define MAX_BITS 15
#define FAST_BITS 10
#define LITERALS 288
#define DISTANCES 32
#define CODE_LENGTHS 19
// The agent's deflater begins no block, and so no new tables, for less than so many bytes, but for a few.
#define BLOCK_BYTES 1024
#define FEW_BLOCKS 64

typedef struct {
  const u8 *next, *end;
  u64 hold;
  u32 held;
  u32 invented; // zero bytes handed out beyond the end of the input
} Bits;

typedef struct {
  u16 fast[1 << FAST_BITS]; // symbol << 4 | length, 0 = a longer code
  u16 count[MAX_BITS + 1];
  u16 symbols[LITERALS + DISTANCES];
} Codes;

static Codes literals, distances;

// Afterwards at least 56 bits are held: enough for one length and distance pair with their extra bits (48).
static inline void refill(Bits *bits) {
  if (bits->end - bits->next >= 8) {
    u64 word;
    __builtin_memcpy(&word, bits->next, 8);
    bits->hold |= word << bits->held;
    bits->next += (63 - bits->held) >> 3;
    bits->held |= 56;
    return;
  }
  while (bits->held < 56) {
    if (bits->next < bits->end)
      bits->hold |= (u64)*bits->next++ << bits->held;
    else
      bits->invented++;
    bits->held += 8;
  }
}

static inline u32 take(Bits *bits, u32 n) {
  u32 value = bits->hold & ((1u << n) - 1);
  bits->hold >>= n;
  bits->held -= n;
  return value;
}

static inline int ranDry(const Bits *bits) { return bits->invented * 8 > bits->held; }

// Canonical Huffman code from code lengths; 0 when the lengths promise more codes than there are.
static int build(Codes *codes, const u8 *lengths, u32 n) {
  u16 offset[MAX_BITS + 1], code[MAX_BITS + 1];
  for (u32 i = 0; i <= MAX_BITS; i++) codes->count[i] = 0;
  for (u32 i = 0; i < n; i++) codes->count[lengths[i]]++;
  codes->count[0] = 0;
  i32 left = 1;
  u32 next = 0, first = 0;
  for (u32 length = 1; length <= MAX_BITS; length++) {
    left = left * 2 - codes->count[length];
    if (left < 0) return 0;
    first = (first + codes->count[length - 1]) << 1;
    code[length] = first;
    offset[length] = next;
    next += codes->count[length];
  }
  for (u32 i = 0; i < 1 << FAST_BITS; i++) codes->fast[i] = 0;
  for (u32 symbol = 0; symbol < n; symbol++) {
    u32 length = lengths[symbol];
    if (!length) continue;
    codes->symbols[offset[length]++] = symbol;
    u32 value = code[length]++;
    if (length > FAST_BITS) continue;
    u32 reversed = 0;
    for (u32 i = 0; i < length; i++) reversed |= ((value >> i) & 1) << (length - 1 - i);
    for (u32 i = reversed; i < 1 << FAST_BITS; i += 1 << length) codes->fast[i] = symbol << 4 | length;
  }
  return 1;
}

// The next symbol, -1 for a code that does not exist. 15 bits must be held.
static inline i32 decode(const Codes *codes, Bits *bits) {
  u32 entry = codes->fast[bits->hold & ((1 << FAST_BITS) - 1)];
  if (entry) {
    take(bits, entry & 15);
    return entry >> 4;
  }
  i32 code = 0, first = 0, index = 0;
  for (u32 length = 1; length <= MAX_BITS; length++) {
    code |= take(bits, 1);
    i32 count = codes->count[length];
    if (code - first < count) return codes->symbols[index + code - first];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return -1;
}

static int areFixed; // the tables hold the fixed codes: many blocks of nothing else must not cost as many tables

static int fixedCodes(void) {
  if (areFixed) return 1;
  u8 lengths[LITERALS];
  for (u32 i = 0; i < LITERALS; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
  if (!build(&literals, lengths, LITERALS)) return 0;
  for (u32 i = 0; i < 30; i++) lengths[i] = 5;
  return areFixed = build(&distances, lengths, 30);
}

static int dynamicCodes(Bits *bits) {
  areFixed = 0;
  static const u8 order[CODE_LENGTHS] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  u8 lengths[LITERALS + DISTANCES] = {0};
  refill(bits);
  u32 literalCount = take(bits, 5) + 257, distanceCount = take(bits, 5) + 1, given = take(bits, 4) + 4;
  if (literalCount > 286 || distanceCount > 30) return 0;
  for (u32 i = 0; i < given; i++) {
    refill(bits);
    lengths[order[i]] = take(bits, 3);
  }
  if (!build(&literals, lengths, CODE_LENGTHS)) return 0;
  for (u32 i = 0; i < CODE_LENGTHS; i++) lengths[i] = 0;
  u32 total = literalCount + distanceCount;
  for (u32 i = 0; i < total;) {
    refill(bits);
    i32 symbol = decode(&literals, bits);
    if (symbol < 0 || ranDry(bits)) return 0;
    if (symbol < 16) {
      lengths[i++] = symbol;
      continue;
    }
    if (symbol == 16 && i == 0) return 0;
    u8 value = symbol == 16 ? lengths[i - 1] : 0;
    u32 repeat = symbol == 16 ? 3 + take(bits, 2) : symbol == 17 ? 3 + take(bits, 3) : 11 + take(bits, 7);
    if (repeat > total - i) return 0;
    while (repeat--) lengths[i++] = value;
  }
  return build(&literals, lengths, literalCount) && build(&distances, lengths + literalCount, distanceCount);
}

// Copies a match of 3 to 258 bytes; whole words may spill up to 7 bytes past it, into the slack behind the output.
static inline void copyMatch(u8 *to, u32 distance, u32 length) {
  const u8 *from = to - distance;
  if (distance == 1) {
    __builtin_memset(to, *from, length);
  } else if (distance >= 8) {
    for (u32 i = 0; i < length; i += 8) __builtin_memcpy(to + i, from + i, 8);
  } else {
    for (u32 i = 0; i < length; i++) to[i] = from[i];
  }
}

// One compressed block; the new output position, or -1.
static i32 inflateBlock(Bits *bits, u8 *out, u32 at, u32 size, u32 past) {
  static const u16 lengthBase[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                     31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
  static const u8 lengthExtra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
  static const u16 distanceBase[30] = {1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                       193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
  static const u8 distanceExtra[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                       6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
  for (;;) {
    refill(bits);
    i32 symbol = decode(&literals, bits);
    // Three short literals fit in one refill.
    for (u32 i = 0; i < 2 && symbol >= 0 && symbol < 256; i++) {
      if (at >= size) return -1;
      out[at++] = symbol;
      symbol = decode(&literals, bits);
    }
    if (symbol < 0 || ranDry(bits)) return -1;
    if (symbol < 256) {
      if (at >= size) return -1;
      out[at++] = symbol;
      continue;
    }
    if (symbol == 256) return at;
    if (symbol > 285) return -1;
    refill(bits);
    u32 length = lengthBase[symbol - 257] + take(bits, lengthExtra[symbol - 257]);
    i32 code = decode(&distances, bits);
    if (code < 0 || code > 29) return -1;
    u32 distance = distanceBase[code] + take(bits, distanceExtra[code]);
    if (distance > at + past || length > size - at) return -1;
    copyMatch(out + at, distance, length);
    at += length;
  }
}

static i32 storedBlock(Bits *bits, u8 *out, u32 at, u32 size) {
  take(bits, bits->held & 7);
  refill(bits);
  u32 length = take(bits, 16);
  if ((take(bits, 16) ^ length) != 0xffff || ranDry(bits) || length > size - at) return -1;
  // Whole bytes that are held already go back to the input.
  bits->next -= bits->held / 8 - bits->invented;
  bits->hold = bits->held = bits->invented = 0;
  if (length > (u32)(bits->end - bits->next)) return -1;
  __builtin_memcpy(out + at, bits->next, length);
  bits->next += length;
  return at + length;
}

// 1 = `length` bytes at `in` held exactly `size` bytes, which are now at `out` (with 8 bytes of slack behind). They may repeat what
// stands in the `past` bytes before `out`.
EXPORT(inflate) int inflate(const u8 *in, u32 length, u8 *out, u32 size, u32 past) {
  Bits bits = {in, in + length, 0, 0, 0};
  i32 at = 0;
  u32 last, blocks = FEW_BLOCKS + size / BLOCK_BYTES;
  do {
    if (!blocks--) return 0;
    refill(&bits);
    last = take(&bits, 1);
    u32 kind = take(&bits, 2);
    if (kind == 0) {
      at = storedBlock(&bits, out, at, size);
    } else if (kind == 3 || !(kind == 1 ? fixedCodes() : dynamicCodes(&bits))) {
      return 0;
    } else {
      at = inflateBlock(&bits, out, at, size, past);
    }
    if (at < 0 || ranDry(&bits)) return 0;
  } while (!last);
  u32 unread = bits.end - bits.next + bits.held / 8 - bits.invented;
  return (u32)at == size && unread == 0;
}
