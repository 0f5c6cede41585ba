import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { PictureDecoder } from './decoder';
import type { FrameHeader, Operation, Rectangle } from './frame';
import { writeFrame } from './frame-writer';
import { PictureError, type PictureFault } from './picture-error';

const WIDTH = 50;
const HEIGHT = 40;
const header: FrameHeader = {
  id: 1,
  full: true,
  more: false,
  continues: false,
  width: WIDTH,
  height: HEIGHT,
  ageMs: 0,
};
const whole: Rectangle = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
const deflated = (bytes: readonly number[] | Uint8Array) => deflateRawSync(Uint8Array.from(bytes));
const black: Operation = { ...whole, type: 'fill', colour: 0 };

/** `0xrrggbb`, and an error when not opaque. */
const pixel = (decoder: PictureDecoder, x: number, y: number, width = WIDTH): number => {
  const pixels = decoder.pixels as Uint8ClampedArray;
  const [red, green, blue, alpha] = pixels.subarray((y * width + x) * 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  if (alpha !== 255) throw new Error(`pixel ${x}, ${y} is not opaque`);
  return (red << 16) | (green << 8) | blue;
};

const aDecoder = async (...operations: Operation[]) => {
  const decoder = await PictureDecoder.create();
  decoder.decode(writeFrame(header, [black, ...operations]));
  return decoder;
};

const faultOf = (work: () => unknown): PictureFault | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return error.fault;
  }
};

/** A palette of so many colours, number i being 0x0i0i0i. */
const greys = (colours: number) => Uint8Array.from({ length: colours * 3 }, (_, i) => Math.floor(i / 3));

describe('picture decoder', () => {
  it('can be told of its first picture: black until a full frame comes, of that size or another', async () => {
    const decoder = await PictureDecoder.create();
    expect(decoder.pixels).toBeNull();
    expect([decoder.expect(0, 40), decoder.expect(8193, 1), decoder.expect(8192, 8192)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(decoder.expect(WIDTH, HEIGHT)).toBe(true);
    const pixels = decoder.pixels;
    expect([pixel(decoder, 0, 0), pixel(decoder, WIDTH - 1, HEIGHT - 1)]).toEqual([0, 0]);
    expect(faultOf(() => decoder.decode(writeFrame({ ...header, full: false }, [black])))).toBe('NEEDS_FULL');
    decoder.decode(writeFrame(header, [{ ...black, colour: 0x123456 }]));
    expect(decoder.pixels).toBe(pixels);
    expect(pixel(decoder, 7, 7)).toBe(0x123456);
    expect(decoder.expect(10, 10)).toBe(false);

    const other = await PictureDecoder.create();
    other.expect(WIDTH, HEIGHT);
    other.decode(writeFrame({ ...header, width: 10, height: 10 }, [{ ...black, width: 10, height: 10 }]));
    expect(other.pixels?.length).toBe(400);
  });

  it('fills', async () => {
    const decoder = await aDecoder({ x: 3, y: 4, width: 2, height: 1, type: 'fill', colour: 0x12ab56 });
    expect(pixel(decoder, 2, 4)).toBe(0);
    expect(pixel(decoder, 3, 4)).toBe(0x12ab56);
    expect(pixel(decoder, 4, 4)).toBe(0x12ab56);
    expect(pixel(decoder, 5, 4)).toBe(0);
    expect(pixel(decoder, 3, 5)).toBe(0);
  });

  it.each([
    [2, [0b10110010, 0b01000000], [1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0]],
    [4, [0b11100100, 0b01101100, 0b10010000], [3, 2, 1, 0, 1, 2, 3, 0, 2, 1, 0]],
    [16, [0xf0, 0x12, 0x34, 0x56, 0x78, 0x90], [15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [256, [255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('draws indexes into %i colours', async (colours, bytes, indexes) => {
    const box = { x: 5, y: 6, width: 11, height: 2 };
    const data = deflated([...bytes, ...bytes]);
    const decoder = await aDecoder({ ...box, type: 'indexed', palette: greys(colours), data });
    for (const row of [6, 7])
      expect(indexes.map((_, i) => pixel(decoder, 5 + i, row))).toEqual(
        indexes.map((index) => index * 0x010101),
      );
    expect(pixel(decoder, 16, 6)).toBe(0);
  });

  it('draws indexes of two planes', async () => {
    const palette = Uint8Array.from(
      { length: 4096 * 3 },
      (_, i) => [0xaa, i / 3 / 256, i / 3][i % 3] as number,
    );
    const data = deflated([1, 255, 0, 0, 0x0f, 0x0f]);
    const decoder = await aDecoder({ x: 0, y: 0, width: 3, height: 1, type: 'wide', palette, data });
    expect([0, 1, 2].map((x) => pixel(decoder, x, 0))).toEqual([0xaa0001, 0xaa0fff, 0xaa0f00]);
  });

  it('draws colours from their differences', async () => {
    const data = deflated([10, 20, 30, 1, 2, 255, 5, 5, 5, 250, 251, 252]);
    const decoder = await aDecoder({ x: 1, y: 1, width: 2, height: 2, type: 'rgb', data });
    expect([pixel(decoder, 1, 1), pixel(decoder, 2, 1)]).toEqual([0x0a141e, 0x0b161d]);
    expect([pixel(decoder, 1, 2), pixel(decoder, 2, 2)]).toEqual([0x050505, 0xff0001]);
  });

  it('copies, also onto itself in any direction', async () => {
    const colours = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => i * 7 + (i >> 8));
    const start: Operation = { ...whole, type: 'rgb', data: deflated(colours) };
    await fc.assert(
      fc.asyncProperty(
        fc.record({ x: fc.nat(20), y: fc.nat(20), fromX: fc.nat(20), fromY: fc.nat(20) }),
        async (place) => {
          const decoder = await aDecoder(start);
          const before = decoder.pixels?.slice() as Uint8ClampedArray;
          const size = { width: 30, height: 20 };
          decoder.decode(
            writeFrame({ ...header, id: 2, full: false }, [{ ...place, ...size, type: 'copy' }]),
          );
          for (let y = 0; y < HEIGHT; y++)
            for (let x = 0; x < WIDTH; x++) {
              const moved = x >= place.x && x < place.x + 30 && y >= place.y && y < place.y + 20;
              const from = moved
                ? (y - place.y + place.fromY) * WIDTH + x - place.x + place.fromX
                : y * WIDTH + x;
              const at = y * WIDTH + x;
              expect(decoder.pixels?.subarray(at * 4, at * 4 + 3)).toEqual(
                before.subarray(from * 4, from * 4 + 3),
              );
            }
        },
      ),
      { numRuns: 10, seed: 6 },
    );
  });

  it('answers the box around all that it drew', async () => {
    const decoder = await aDecoder();
    const frame = writeFrame({ ...header, id: 2, full: false }, [
      { x: 5, y: 30, width: 3, height: 4, type: 'fill', colour: 1 },
      { x: 20, y: 2, width: 10, height: 4, type: 'fill', colour: 1 },
    ]);
    expect(decoder.decode(frame).box).toEqual({ x: 5, y: 2, width: 25, height: 32 });
    expect(decoder.decode(writeFrame({ ...header, id: 3, full: false }, [])).box).toBeNull();
    const part = (id: number, more: boolean, x: number) =>
      decoder.decode(
        writeFrame({ ...header, id, full: false, more }, [
          { x, y: 3, width: 5, height: 5, type: 'fill', colour: 0 },
        ]),
      );
    expect(part(4, true, 10)).toMatchObject({ more: true, box: { x: 10, width: 5 } });
    expect(part(5, true, 30)).toMatchObject({ more: true, box: { x: 10, width: 25 } });
    expect(part(6, false, 2)).toMatchObject({ more: false, box: { x: 2, width: 33 } });
    expect(part(7, false, 20)).toMatchObject({ box: { x: 20, width: 5 } });
  });

  it.each([
    [3, [0b11000000]],
    [5, [0x50]],
    [200, [200]],
  ])('refuses an index beyond %i colours', async (colours, bytes) => {
    const decoder = await aDecoder();
    const operation: Operation = {
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      type: 'indexed',
      palette: greys(colours),
      data: deflated(bytes),
    };
    expect(faultOf(() => decoder.decode(writeFrame({ ...header, id: 2 }, [operation])))).toBe('PALETTE');
  });

  it.each([
    ['just beyond its colours', [44, 1]],
    ['beyond all palettes', [5, 16]],
  ])('refuses an index of two planes %s', async (_, bytes) => {
    const box = { x: 0, y: 0, width: 1, height: 1 };
    const operation: Operation = { ...box, type: 'wide', palette: greys(300), data: deflated(bytes) };
    const decoder = await aDecoder();
    expect(faultOf(() => decoder.decode(writeFrame({ ...header, id: 2 }, [operation])))).toBe('PALETTE');
  });

  it('takes no colours over from the palette before', async () => {
    const box = { x: 0, y: 0, width: 1, height: 1 };
    const decoder = await aDecoder({ ...box, type: 'indexed', palette: greys(256), data: deflated([255]) });
    const operation: Operation = { ...box, type: 'indexed', palette: greys(100), data: deflated([101]) };
    expect(faultOf(() => decoder.decode(writeFrame({ ...header, id: 2 }, [operation])))).toBe('PALETTE');
  });

  it.each([11, 13])('refuses %i bytes where 12 are needed', async (size) => {
    const decoder = await aDecoder();
    const operation: Operation = {
      x: 0,
      y: 0,
      width: 2,
      height: 2,
      type: 'rgb',
      data: deflated(new Uint8Array(size)),
    };
    expect(faultOf(() => decoder.decode(writeFrame({ ...header, id: 2 }, [operation])))).toBe('DATA');
  });

  it('begins with a full frame, and after an error begins again', async () => {
    const decoder = await PictureDecoder.create();
    const partial = (id: number) => writeFrame({ ...header, id, full: false }, []);
    expect(faultOf(() => decoder.decode(partial(1)))).toBe('NEEDS_FULL');
    decoder.decode(writeFrame({ ...header, id: 2 }, [black]));
    expect(faultOf(() => decoder.decode(partial(4)))).toBeNull();
    expect(faultOf(() => decoder.decode(partial(4)))).toBe('NEEDS_FULL');
    expect(faultOf(() => decoder.decode(partial(5)))).toBe('NEEDS_FULL');
    decoder.decode(writeFrame({ ...header, id: 6 }, [black]));
    expect(faultOf(() => decoder.decode(partial(7)))).toBeNull();
  });

  it('draws what it kept again, wherever, until a full frame; of another size or slot it does not', async () => {
    const block = { x: 2, y: 3, width: 4, height: 2 };
    const kept: Operation = {
      ...block,
      type: 'indexed',
      palette: greys(3),
      data: deflated([0b01100100, 0b10010000]),
      keep: 7,
    };
    const decoder = await aDecoder(kept);
    const drawn = [0, 1].map((row) => [0, 1, 2, 3].map((column) => pixel(decoder, 2 + column, 3 + row)));
    const frame = (id: number, ...operations: Operation[]) =>
      writeFrame({ ...header, id, full: false }, operations);
    const again: Operation = { ...block, x: 30, y: 20, type: 'recall', slot: 7 };
    const bytes = frame(2, { ...kept, keep: 8 }, again, { ...again, x: 40, slot: 8 });
    decoder.decode(bytes);
    // What was kept is no view of the frame.
    bytes.fill(0);
    decoder.decode(frame(3, { ...again, y: 30, slot: 8 }));
    for (const [x, y] of [
      [30, 20],
      [40, 20],
      [30, 30],
    ] as const)
      expect([0, 1].map((row) => [0, 1, 2, 3].map((column) => pixel(decoder, x + column, y + row)))).toEqual(
        drawn,
      );
    const refused = (...operations: Operation[]) => {
      decoder.decode(writeFrame({ ...header, id: 4 }, [black, kept]));
      return faultOf(() => decoder.decode(frame(5, ...operations)));
    };
    expect(refused(again)).toBeNull();
    expect(refused({ ...again, slot: 8 })).toBe('NOT_KEPT');
    expect(refused({ ...again, width: 3 })).toBe('NOT_KEPT');
    expect(refused({ ...again, height: 1 })).toBe('NOT_KEPT');
    decoder.decode(writeFrame({ ...header, id: 6 }, [black]));
    expect(faultOf(() => decoder.decode(frame(7, again)))).toBe('NOT_KEPT');
  });

  it('changes its size with a full frame only', async () => {
    const decoder = await aDecoder();
    const size = { width: 7, height: 5 };
    const fill: Operation = { x: 0, y: 0, ...size, type: 'fill', colour: 0xffffff };
    expect(
      faultOf(() => decoder.decode(writeFrame({ ...header, ...size, id: 2, full: false }, [fill]))),
    ).toBe('NEEDS_FULL');
    decoder.decode(writeFrame({ ...header, ...size, id: 3 }, [fill]));
    expect(decoder.pixels?.length).toBe(7 * 5 * 4);
    expect(pixel(decoder, 6, 4, 7)).toBe(0xffffff);
  });

  it('refuses or draws 6000 spoilt frames, and is right afterwards', async () => {
    const good = writeFrame(header, [
      black,
      {
        ...whole,
        type: 'indexed',
        palette: greys(20),
        data: deflated(new Uint8Array(2000).map((_, i) => i % 20)),
      },
      { x: 1, y: 1, width: 30, height: 30, type: 'copy', fromX: 9, fromY: 5 },
      {
        x: 1,
        y: 1,
        width: 30,
        height: 30,
        type: 'wide',
        palette: greys(300),
        data: deflated(new Uint8Array(1800)),
      },
      {
        x: 9,
        y: 9,
        width: 30,
        height: 30,
        type: 'rgb',
        data: deflated(new Uint8Array(2700).map((_, i) => i)),
      },
    ]);
    const decoder = await PictureDecoder.create();
    decoder.decode(good);
    const picture = Buffer.from(decoder.pixels as Uint8ClampedArray);
    const faults = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (changes, headOnly) => {
          const frame = good.slice();
          // Sizes are left alone: each new one would be new memory.
          for (const [where, value] of changes)
            frame[headOnly ? 6 + (where % 60) : 6 + (where % (frame.length - 6))] = value;
          const fault = faultOf(() => decoder.decode(frame)) ?? 'none';
          faults.set(fault, (faults.get(fault) ?? 0) + 1);
        },
      ),
      { numRuns: 6000, seed: 8 },
    );
    expect([...faults.keys()].sort()).toEqual(
      expect.arrayContaining(['DATA', 'OUTSIDE', 'PALETTE', 'TRUNCATED', 'UNKNOWN_OPERATION', 'none']),
    );
    decoder.decode(good);
    expect(Buffer.compare(Buffer.from(decoder.pixels as Uint8ClampedArray), picture)).toBe(0);
  });
});
