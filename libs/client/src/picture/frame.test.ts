import fc from 'fast-check';
import {
  FRAME_VERSION,
  type FrameHeader,
  KEPT,
  KEPT_SLOTS,
  MAX_BLOCK_PIXELS,
  MAX_KEPT_BYTES,
  type Operation,
} from './frame';
import { readFrame } from './frame-reader';
import { writeFrame } from './frame-writer';
import type { PictureFault } from './picture-error';

const header: FrameHeader = {
  id: 7,
  full: false,
  more: false,
  continues: false,
  width: 640,
  height: 480,
  ageMs: 3,
};
const box = { x: 10, y: 20, width: 30, height: 40 };
const fill: Operation = { ...box, type: 'fill', colour: 0x123456 };
const palette = (colours: number) => new Uint8Array(colours * 3).fill(9);
const indexed: Operation = { ...box, type: 'indexed', palette: palette(3), data: new Uint8Array(5) };

const aRectangle = fc.record({
  x: fc.nat(600),
  y: fc.nat(440),
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
});
const aSlot = fc.nat(KEPT_SLOTS - 1);
const someKept = fc.oneof(fc.constant({}), fc.record({ keep: aSlot }));
const someBytes = fc.uint8Array({ maxLength: 60 });
const anOperation: fc.Arbitrary<Operation> = aRectangle.chain((rectangle) =>
  fc.oneof(
    fc
      .record({ fromX: fc.nat(600), fromY: fc.nat(440) })
      .map((from) => ({ ...rectangle, type: 'copy' as const, ...from })),
    fc.nat(0xffffff).map((colour) => ({ ...rectangle, type: 'fill' as const, colour })),
    fc
      .record({ colours: fc.integer({ min: 2, max: 256 }), data: someBytes, kept: someKept })
      .map(({ colours, data, kept }) => ({
        ...rectangle,
        ...kept,
        type: 'indexed' as const,
        palette: palette(colours),
        data,
      })),
    fc
      .record({ colours: fc.integer({ min: 1, max: 4096 }), data: someBytes })
      .map(({ colours, data }) => ({ ...rectangle, type: 'wide' as const, palette: palette(colours), data })),
    fc
      .tuple(someBytes, someKept)
      .map(([data, kept]) => ({ ...rectangle, ...kept, type: 'rgb' as const, data })),
    aSlot.map((slot) => ({ ...rectangle, type: 'recall' as const, slot })),
  ),
);

const faultOf = (bytes: Uint8Array): PictureFault | null => {
  try {
    readFrame(bytes);
    return null;
  } catch (error) {
    return (error as { fault: PictureFault }).fault;
  }
};

const frameOf = (operations: Operation[], changed: Partial<FrameHeader> = {}) =>
  writeFrame({ ...header, ...changed }, operations);

describe('picture frame', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(
        fc.record({ id: fc.nat(0xffffffff), full: fc.boolean(), more: fc.boolean(), ageMs: fc.nat(0xffff) }),
        fc.array(anOperation, { maxLength: 6 }),
        (changed, operations) => {
          const written = { ...header, ...changed };
          expect(readFrame(writeFrame(written, operations))).toEqual({
            header: written,
            operations,
            lines: null,
          });
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });

  it('reads lines that were written', () => {
    const line = { ...box, type: 'lines' as const, palette: palette(3) };
    const written = { ...header, continues: true };
    const lines = Uint8Array.of(1, 2, 3);
    const bytes = writeFrame(written, [line, fill, line], lines);
    expect(readFrame(bytes)).toEqual({ header: written, operations: [line, fill, line], lines });
    for (let length = 0; length < bytes.length; length++)
      expect(faultOf(bytes.subarray(0, length))).toBe('TRUNCATED');
  });

  it('refuses lines of too many indexes, or of more bytes than any deflater makes of them', () => {
    const line = { ...box, width: 512, height: 400, x: 0, y: 0, type: 'lines' as const, palette: palette(2) };
    expect(faultOf(writeFrame(header, [line, line], new Uint8Array(9)))).toBeNull();
    expect(faultOf(writeFrame(header, [line, line, line], new Uint8Array(9)))).toBe('TOO_LARGE');
    const small = { ...box, type: 'lines' as const, palette: palette(2) };
    expect(faultOf(writeFrame(header, [small], new Uint8Array(5 * 30)))).toBeNull();
    expect(faultOf(writeFrame(header, [small], new Uint8Array(5 * 50)))).toBe('TOO_LARGE');
  });

  it('refuses another version, unknown flags, and a full frame that continues', () => {
    const frame = frameOf([fill]);
    frame[0] = FRAME_VERSION + 1;
    expect(faultOf(frame)).toBe('VERSION');
    frame[0] = FRAME_VERSION;
    frame[1] = 8;
    expect(faultOf(frame)).toBe('VERSION');
    frame[1] = 5;
    expect(faultOf(frame)).toBe('VERSION');
  });

  it('refuses a frame that ends too early, wherever', () => {
    const frame = frameOf([fill, indexed]);
    expect(faultOf(frame)).toBeNull();
    for (let length = 0; length < frame.length; length++)
      expect(faultOf(frame.subarray(0, length))).toBe('TRUNCATED');
  });

  it('refuses bytes behind the end', () => {
    expect(faultOf(Uint8Array.of(...frameOf([fill]), 0))).toBe('DATA');
  });

  it.each([
    ['no width', { width: 0 }],
    ['no height', { height: 0 }],
    ['a side too long', { width: 8193, height: 1 }],
    ['too many pixels', { width: 8000, height: 8000 }],
  ])('refuses a picture with %s', (_, size) => {
    expect(faultOf(frameOf([], size))).toBe('TOO_LARGE');
  });

  it.each([
    ['right of it', { x: 611 }],
    ['below it', { y: 441 }],
    ['of no width', { width: 0 }],
    ['of no height', { height: 0 }],
    ['wider than it', { x: 0, width: 641 }],
    ['far outside', { x: 65_535, y: 65_535, width: 65_535, height: 65_535 }],
  ])('refuses a rectangle %s', (_, changed) => {
    expect(faultOf(frameOf([{ ...fill, ...changed }]))).toBe('OUTSIDE');
  });

  it('refuses a copy from outside', () => {
    expect(faultOf(frameOf([{ ...box, type: 'copy', fromX: 610, fromY: 440 }]))).toBeNull();
    expect(faultOf(frameOf([{ ...box, type: 'copy', fromX: 611, fromY: 440 }]))).toBe('OUTSIDE');
    expect(faultOf(frameOf([{ ...box, type: 'copy', fromX: 610, fromY: 441 }]))).toBe('OUTSIDE');
  });

  it('refuses palettes of one, none or too many colours', () => {
    const data = new Uint8Array(1);
    expect(faultOf(frameOf([{ ...box, type: 'indexed', palette: palette(1), data }]))).toBe('PALETTE');
    expect(faultOf(frameOf([{ ...box, type: 'wide', palette: palette(0), data }]))).toBe('PALETTE');
    expect(faultOf(frameOf([{ ...box, type: 'wide', palette: palette(4096), data }]))).toBeNull();
    expect(faultOf(frameOf([{ ...box, type: 'wide', palette: palette(4097), data }]))).toBe('PALETTE');
  });

  it('refuses an operation that it does not know', () => {
    const frame = frameOf([{ ...box, type: 'fill', colour: 0 }]);
    // Neither a copy nor a fill can be kept.
    for (const type of [7, KEPT, KEPT | 1, KEPT | 5, KEPT | 6]) {
      frame[14] = type;
      expect(faultOf(frame)).toBe('UNKNOWN_OPERATION');
    }
  });

  it('refuses slots that there are not, and blocks too large to be kept', () => {
    const recall = (slot: number): Operation => ({ ...box, type: 'recall', slot });
    expect(faultOf(frameOf([recall(KEPT_SLOTS - 1)]))).toBeNull();
    expect(faultOf(frameOf([recall(KEPT_SLOTS)]))).toBe('NOT_KEPT');
    expect(faultOf(frameOf([{ ...indexed, keep: KEPT_SLOTS - 1 }]))).toBeNull();
    expect(faultOf(frameOf([{ ...indexed, keep: KEPT_SLOTS }]))).toBe('NOT_KEPT');
    const large = (length: number, kept: object): Operation => ({
      ...{ x: 0, y: 0, width: 300, height: 200, ...kept },
      type: 'rgb',
      data: new Uint8Array(length),
    });
    expect(faultOf(frameOf([large(MAX_KEPT_BYTES, { keep: 1 })]))).toBeNull();
    expect(faultOf(frameOf([large(MAX_KEPT_BYTES + 1, { keep: 1 })]))).toBe('TOO_LARGE');
    expect(faultOf(frameOf([large(MAX_KEPT_BYTES + 1, {})]))).toBeNull();
  });

  it('refuses data longer than any that its rectangle can need', () => {
    const rgb = (data: Uint8Array): Operation => ({ x: 0, y: 0, width: 2, height: 2, type: 'rgb', data });
    expect(faultOf(frameOf([rgb(new Uint8Array(76))]))).toBeNull();
    expect(faultOf(frameOf([rgb(new Uint8Array(77))]))).toBe('TOO_LARGE');
  });

  it('refuses large blocks of many colours', () => {
    const size = { width: 1024, height: MAX_BLOCK_PIXELS / 1024 };
    const block: Operation = { x: 0, y: 0, ...size, type: 'rgb', data: new Uint8Array(1) };
    const picture = { width: 1024, height: 768 };
    expect(faultOf(frameOf([block], picture))).toBeNull();
    expect(faultOf(frameOf([{ ...block, height: size.height + 1 }], picture))).toBe('TOO_LARGE');
  });

  it('refuses frames that draw far more than the picture', () => {
    const whole: Operation = { x: 0, y: 0, width: 640, height: 480, type: 'fill', colour: 0 };
    expect(faultOf(frameOf(new Array(4).fill(whole)))).toBeNull();
    expect(faultOf(frameOf([...new Array(4).fill(whole), fill]))).toBe('TOO_LARGE');
  });
});
