import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { WASM_BASE64 } from './decoder.wasm';
import { layOut, moduleOf, type PictureExports } from './wasm-module';

interface InflateExports extends PictureExports {
  inflate(input: number, length: number, output: number, size: number, past: number): number;
}

const ROOM = 400_000;
const SLACK = 8;
const CANARY = 0xa5;

let native: InflateExports;
let at: Record<'before' | 'input' | 'output' | 'after', number>;
let memory: Uint8Array;

beforeAll(async () => {
  const instance = new WebAssembly.Instance(await moduleOf(WASM_BASE64)());
  native = instance.exports as unknown as InflateExports;
  at = layOut(native, { before: 4096, input: ROOM, output: ROOM, after: 4096 });
  memory = new Uint8Array(native.memory.buffer);
});

/** Inflates into exactly `size` bytes; null when refused. Fails when a byte outside of the output was written. */
const inflate = (deflated: Uint8Array, size: number): Uint8Array | null => {
  memory.set(deflated, at.input);
  const end = at.output + size + SLACK;
  memory.fill(CANARY, end, end + 4096);
  const right = native.inflate(at.input, deflated.length, at.output, size, 0);
  for (let i = end; i < end + 4096; i++)
    if (memory[i] !== CANARY) throw new Error(`byte ${i - end} was written`);
  if (!deflated.every((byte, i) => memory[at.input + i] === byte)) throw new Error('the input was written');
  return right ? memory.slice(at.output, at.output + size) : null;
};

const pixels = (size: number, step: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i % 97 < 60 ? 7 : (i * step) >> 3));

const SETTINGS: [string, ZlibOptions][] = [
  ['stored', { level: 0 }],
  ['fast', { level: 1, memLevel: 9 }],
  ['medium', { level: 6 }],
  ['best', { level: 9 }],
  ['without matches', { strategy: constants.Z_HUFFMAN_ONLY }],
  ['runs only', { strategy: constants.Z_RLE }],
  ['fixed codes', { strategy: constants.Z_FIXED }],
  ['many small blocks', { memLevel: 4 }],
];

/** Bits in the order of the stream: codes as they are written in RFC 1951, extra bits lowest first. */
const bitStream = (...parts: string[]): Uint8Array => {
  const bits = parts.join('');
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) =>
    [...bits.slice(i * 8, i * 8 + 8)].reduce((byte, bit, place) => byte | (Number(bit) << place), 0),
  );
};

/** Head of a last block with fixed codes, and its parts. */
const LAST_FIXED = '110';
const END = '0000000';
const literal = (byte: number) => (0x30 + byte).toString(2).padStart(8, '0');

describe('inflate', () => {
  it.each(SETTINGS)('restores what zlib deflates: %s', (_, options) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 3000 }),
          fc.tuple(fc.nat(200_000), fc.nat(50)).map(([size, step]) => pixels(size, step)),
          fc.tuple(fc.nat(300_000), fc.nat(255)).map(([size, value]) => new Uint8Array(size).fill(value)),
        ),
        (data) => {
          const inflated = inflate(deflateRawSync(data, options), data.length);
          expect(inflated && Buffer.compare(inflated, data)).toBe(0);
        },
      ),
      { numRuns: 40, seed: 3 },
    );
  });

  it('refuses data for another size', () => {
    const deflated = deflateRawSync(pixels(5000, 3));
    expect(inflate(deflated, 5000)).not.toBeNull();
    expect(inflate(deflated, 4999)).toBeNull();
    expect(inflate(deflated, 5001)).toBeNull();
    expect(inflate(deflated, 0)).toBeNull();
  });

  it('refuses data that ends early or goes on', () => {
    for (const [, options] of SETTINGS) {
      const deflated = deflateRawSync(pixels(3000, 11), options);
      for (let length = 0; length < deflated.length; length += 7)
        expect(inflate(deflated.subarray(0, length), 3000)).toBeNull();
      expect(inflate(Uint8Array.of(...deflated, 0), 3000)).toBeNull();
    }
  });

  it('copies from what it has written, and from nowhere else', () => {
    const match = (distanceCode: string, extra = '') =>
      bitStream(LAST_FIXED, literal(97), '0000001', distanceCode, extra, END);
    expect(inflate(match('00000'), 4)).toEqual(new Uint8Array(4).fill(97));
    expect(inflate(match('00001'), 4)).toBeNull();
    expect(inflate(match('11101', '1111111111111'), 4)).toBeNull();
  });

  it.each([
    ['length', ['11000110', '00000']],
    ['length', ['11000111', '00000']],
    ['distance', ['0000001', '11110']],
    ['distance', ['0000001', '11111']],
  ])('refuses the codes of a %s that do not exist', (_, codes) => {
    for (let size = 1; size < 300; size++)
      expect(inflate(bitStream(LAST_FIXED, literal(97), ...codes, END), size)).toBeNull();
  });

  it.each([
    ['the reserved kind of block', [0b111]],
    ['a stored block with a wrong check', [1, 5, 0, 0xfb, 0xff, 1, 2, 3, 4, 5]],
    ['a stored block longer than the input', [1, 5, 0, 0xfa, 0xff, 1, 2, 3, 4]],
  ])('refuses %s', (_, bytes) => {
    expect(inflate(Uint8Array.from(bytes), 5)).toBeNull();
  });

  it('refuses blocks without end that hold nothing: each costs new tables', () => {
    const empty = `010${END}`;
    const many = (blocks: number) =>
      bitStream(...Array.from({ length: blocks }, () => empty), LAST_FIXED, literal(97), END);
    expect(inflate(many(60), 1)).toEqual(Uint8Array.of(97));
    expect(inflate(many(64), 1)).toBeNull();
    expect(inflate(many(50_000), 1)).toBeNull();
  });

  it('writes no stored block that is longer than the output', () => {
    const stored = deflateRawSync(pixels(3000, 1), { level: 0 });
    expect(inflate(stored, 5)).toBeNull();
    expect(inflate(stored, 3000)).toEqual(pixels(3000, 1));
  });

  it('never writes beside its output, whatever it is given', () => {
    let restored = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SETTINGS),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 4000 }),
        ([, options], changes, size) => {
          const deflated = deflateRawSync(pixels(size, size & 31), options);
          for (const [where, value] of changes) deflated[where % deflated.length] = value;
          if (inflate(deflated, size)) restored++;
        },
      ),
      { numRuns: 4000, seed: 4 },
    );
    expect(restored).toBeGreaterThan(0);
    expect(inflate(deflateRawSync(pixels(9000, 5)), 9000)).toEqual(pixels(9000, 5));
  });

  it('never writes beside its output, given noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(2000), (bytes, size) => {
        inflate(bytes, size);
      }),
      { numRuns: 4000, seed: 5 },
    );
  });
});
