import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { WASM_BASE64 } from './decoder.wasm';
import { compileModule, layOut, type PictureExports } from './wasm-module';

interface InflateExports extends PictureExports {
  inflate(input: number, length: number, output: number, size: number): number;
}

const ROOM = 400_000;
const SLACK = 8;
const CANARY = 0xa5;

let native: InflateExports;
let at: Record<'before' | 'input' | 'output' | 'after', number>;
let memory: Uint8Array;

beforeAll(async () => {
  const instance = new WebAssembly.Instance(await compileModule(WASM_BASE64));
  native = instance.exports as unknown as InflateExports;
  at = layOut(native, { before: 4096, input: ROOM, output: ROOM, after: 4096 });
  memory = new Uint8Array(native.memory.buffer);
});

/** Inflates into exactly `size` bytes; null when refused. Fails when a byte outside of the output was written. */
const inflate = (deflated: Uint8Array, size: number): Uint8Array | null => {
  memory.set(deflated, at.input);
  const end = at.output + size + SLACK;
  memory.fill(CANARY, end, end + 4096);
  const right = native.inflate(at.input, deflated.length, at.output, size);
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
  ['many small blocks', { memLevel: 1 }],
];

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

  it.each([
    ['the reserved kind of block', [0b111]],
    ['a stored block with a wrong check', [1, 5, 0, 0, 0, 1, 2, 3, 4, 5]],
    ['a match before the beginning', [0b00000011, 0b00000010, 0, 0]],
    ['too many codes of one length', [0x05, 0xe0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('refuses %s', (_, bytes) => {
    expect(inflate(Uint8Array.from(bytes), 5)).toBeNull();
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
