import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { seeded } from '@relevo/testing';
import { PictureDecoder } from './decoder';
import {
  type DataOperation,
  type FrameHeader,
  indexBits,
  indexBytes,
  inflatedBytes,
  linesBytes,
  type Operation,
} from './frame';
import { readFrame } from './frame-reader';
import { writeFrame } from './frame-writer';
import { PictureError } from './picture-error';

const FRAMES = 100_000;
const SEED = 20_261_126;
const WIDTH = 64;
const HEIGHT = 48;
/** The decoder may read and write whole SIMD words, but beyond this there is nothing of its own. */
const SLACK = 64;

const random = seeded(SEED);
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
const bytes = (length: number, max = 256) => Uint8Array.from({ length }, () => below(max));

const rectangle = () => {
  const [x, y] = [below(WIDTH), below(HEIGHT)];
  return { x, y, width: 1 + below(WIDTH - x), height: 1 + below(HEIGHT - y) };
};

/** What is kept when a spoilt frame comes. */
const PRELUDE = [0, 1, 2, 3].map((slot) => {
  const [width, height] = [3 + 5 * slot, 4 + slot];
  const data = deflateRawSync(bytes(width * height * 3));
  return { x: 2 * slot, y: slot, width, height, type: 'rgb' as const, data, keep: slot };
});

/** Two lines that came before: what others may repeat. */
const PAST = [0, 1].map((n) => ({
  x: 3,
  y: 9 * n,
  width: 60,
  height: 39,
  type: 'lines' as const,
  palette: bytes(6),
}));
const PAST_INDEXES = bytes(PAST.reduce((sum, line) => sum + indexBytes(line), 0));

/** A line, mostly of indexes that are there, and often of what came before. */
const aLine = (box: ReturnType<typeof rectangle>): { line: Operation; indexes: Uint8Array } => {
  const colours = 2 + below(random() < 0.5 ? 3 : 255);
  const line = { ...box, type: 'lines' as const, palette: bytes(colours * 3) };
  const max = indexBits(colours) === 8 && random() < 0.9 ? colours : 256;
  const indexes = bytes(indexBytes(line), max);
  const from = below(40);
  if (max === 256) indexes.set(PAST_INDEXES.subarray(from, from + indexes.length));
  return { line, indexes };
};

/** A right operation, most of the time; its deflated data may hold a wrong index or a wrong length. */
const anOperation = (): Exclude<Operation, { type: 'lines' }> => {
  const box = rectangle();
  const off = random() < 0.1 ? below(5) - 2 : 0;
  const deflated = (length: number, max = 256) =>
    deflateRawSync(bytes(Math.max(0, length + off), max), { level: pick([0, 1, 7]) });
  const kept = random() < 0.3 ? { keep: below(6) } : {};
  switch (below(6)) {
    case 0:
      return {
        ...box,
        type: 'copy',
        fromX: below(WIDTH - box.width + 1),
        fromY: below(HEIGHT - box.height + 1),
      };
    case 1:
      return { ...box, type: 'fill', colour: below(1 << 24) };
    case 2: {
      const colours = 2 + below(255);
      const plain = {
        ...box,
        ...kept,
        type: 'indexed' as const,
        palette: bytes(colours * 3),
        data: new Uint8Array(0),
      };
      // Indexes of 8 bits that name a colour, now and then one that does not; packed ones are any bits.
      const max = indexBits(colours) === 8 && random() < 0.9 ? colours : 256;
      return { ...plain, data: deflated(inflatedBytes(plain), max) };
    }
    case 3: {
      const colours = 1 + below(600);
      const half = box.width * box.height;
      const data = bytes(half * 2, Math.min(256, colours));
      data.fill(random() < 0.9 ? 0 : below(20), half);
      return { ...box, ...kept, type: 'wide', palette: bytes(colours * 3), data: deflateRawSync(data) };
    }
    case 4:
      return { ...box, ...kept, type: 'rgb', data: deflated(box.width * box.height * 3) };
    default: {
      // Mostly of a size that is kept.
      const { width, height } = pick(PRELUDE);
      const place = { x: below(WIDTH - width + 1), y: below(HEIGHT - height + 1), width, height };
      return { ...(random() < 0.8 ? place : box), type: 'recall', slot: below(random() < 0.9 ? 6 : 300) };
    }
  }
};

const headerOf = (id: number, full: boolean, continues: boolean): FrameHeader => ({
  id,
  full,
  continues,
  more: random() < 0.3,
  width: WIDTH,
  height: HEIGHT,
  ageMs: below(50),
});

const aFrame = (id: number): Uint8Array<ArrayBuffer> => {
  const operations: Operation[] = Array.from({ length: 1 + below(4) }, anOperation);
  const full = random() < 0.2;
  const continues = !full && random() < 0.6;
  const indexes: Uint8Array[] = [];
  for (let n = random() < 0.5 ? 1 + below(3) : 0; n > 0; n--) {
    const made = aLine(rectangle());
    operations.push(made.line);
    indexes.push(made.indexes);
  }
  const header = headerOf(id, full, continues);
  if (indexes.length === 0) return writeFrame(header, operations);
  const all = Buffer.concat([...indexes, Buffer.alloc(random() < 0.1 ? 1 : 0)]);
  // Now and then they go back to where this frame may not.
  const goesBack = continues || random() < 0.1;
  return writeFrame(
    header,
    operations,
    deflateRawSync(all, { level: pick([1, 6]), ...(goesBack && { dictionary: PAST_INDEXES }) }),
  );
};
const CORPUS = Array.from({ length: 400 }, (_, id) => aFrame(id + 3));

/** One of the many ways in which bytes go wrong. */
const MUTATIONS: readonly ((frame: Uint8Array) => Uint8Array)[] = [
  (frame) => frame,
  // Single bits and bytes, more often near the front, where the lengths are.
  (frame) => {
    for (let n = 1 + below(4); n > 0; n--) {
      const at = below(random() < 0.5 ? Math.min(40, frame.length) : frame.length);
      frame[at] = random() < 0.5 ? below(256) : (frame[at] ?? 0) ^ (1 << below(8));
    }
    return frame;
  },
  (frame) => frame.subarray(0, below(frame.length + 1)),
  (frame) => Uint8Array.from([...frame, ...bytes(1 + below(20))]),
  // Parts of two frames.
  (frame) => {
    const other = pick(CORPUS);
    return Uint8Array.from([
      ...frame.subarray(0, below(frame.length)),
      ...other.subarray(below(other.length)),
    ]);
  },
  // A piece twice, or taken out.
  (frame) => {
    const [from, length] = [below(frame.length), below(30)];
    const piece = frame.subarray(from, from + length);
    return Uint8Array.from(
      random() < 0.5
        ? [...frame.subarray(0, from), ...piece, ...frame.subarray(from)]
        : [...frame.subarray(0, from), ...frame.subarray(from + length)],
    );
  },
  // Numbers at the edges of what they can be.
  (frame) => {
    const at = 6 + below(Math.max(1, frame.length - 8));
    const edge = pick([0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, WIDTH, HEIGHT]);
    frame[at] = edge & 0xff;
    frame[at + 1] = edge >> 8;
    return frame;
  },
  // The end of the last deflated stream.
  (frame) => {
    for (let n = 1 + below(8); n > 0; n--)
      frame[frame.length - 1 - below(Math.min(60, frame.length))] = below(256);
    return frame;
  },
];

const inflated = (data: Uint8Array, size: number, dictionary?: Uint8Array): Uint8Array | null => {
  try {
    const found = inflateRawSync(data, { maxOutputLength: size + 1, ...(dictionary && { dictionary }) });
    return found.length === size ? found : null;
  } catch {
    return null;
  }
};

/** The same drawn by plain JavaScript and Node's zlib; null = the data is not as it says. */
const drawPlainly = (
  pixels: Uint32Array,
  kept: Map<number, DataOperation>,
  operation: Operation,
  takeIndexes: (size: number) => Uint8Array | null,
): true | null => {
  const { x, y, width, height } = operation;
  if (operation.type === 'recall') {
    const block = kept.get(operation.slot);
    if (block?.width !== width || block.height !== height) return null;
    return drawPlainly(pixels, new Map(), { ...block, x, y }, takeIndexes);
  }
  if ('keep' in operation && operation.keep !== undefined) kept.set(operation.keep, operation);
  const put = (colourAt: (column: number, row: number) => number | null): true | null => {
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const colour = colourAt(column, row);
        if (colour === null) return null;
        pixels[(y + row) * WIDTH + x + column] = colour;
      }
    return true;
  };
  const opaque = (r = 0, g = 0, b = 0) => (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  if (operation.type === 'fill') {
    const { colour } = operation;
    return put(() => opaque(colour >> 16, (colour >> 8) & 0xff, colour & 0xff));
  }
  if (operation.type === 'copy') {
    const before = pixels.slice();
    const { fromX, fromY } = operation;
    return put((column, row) => before[(fromY + row) * WIDTH + fromX + column] ?? 0);
  }
  const data =
    operation.type === 'lines'
      ? takeIndexes(indexBytes(operation))
      : inflated(operation.data, inflatedBytes(operation));
  if (!data) return null;
  if (operation.type === 'rgb') {
    const line = [0, 0, 0];
    return put((column, row) => {
      if (column === 0) line.fill(0);
      for (let i = 0; i < 3; i++)
        line[i] = ((line[i] ?? 0) + (data[(row * width + column) * 3 + i] ?? 0)) & 0xff;
      return opaque(...line);
    });
  }
  const { palette } = operation;
  const colourOf = (index: number) =>
    index * 3 < palette.length
      ? opaque(palette[index * 3], palette[index * 3 + 1], palette[index * 3 + 2])
      : null;
  if (operation.type === 'wide')
    return put((column, row) => {
      const at = row * width + column;
      return colourOf((data[at] ?? 0) | ((data[at + width * height] ?? 0) << 8));
    });
  const bits = indexBits(palette.length / 3);
  const rowBytes = Math.ceil((width * bits) / 8);
  return put((column, row) => {
    const bit = column * bits;
    const byte = data[row * rowBytes + (bit >> 3)] ?? 0;
    return colourOf((byte >> (8 - bits - (bit & 7))) & ((1 << bits) - 1));
  });
};

/** Hands out indexes in their order. */
const taker = (indexes: Uint8Array | null) => {
  let at = 0;
  return (size: number): Uint8Array | null => {
    at += size;
    return indexes && at <= indexes.length ? indexes.subarray(at - size, at) : null;
  };
};

describe('the decoder of a stranger’s picture', () => {
  it(`SEC-W3 takes or refuses ${FRAMES} spoilt frames, writes nowhere else, and draws what another decoder draws`, async () => {
    const decoder = await PictureDecoder.create();
    const fill: Operation = { x: 0, y: 0, width: WIDTH, height: HEIGHT, type: 'fill', colour: 0x123456 };
    const blank = writeFrame({ ...headerOf(1, true, false), more: false }, [fill]);
    const before = [...PRELUDE, ...PAST];
    const prelude = writeFrame(
      { ...headerOf(2, false, false), more: false },
      before,
      deflateRawSync(PAST_INDEXES),
    );
    decoder.decode(blank);
    const own = decoder.pixels as Uint8ClampedArray<ArrayBuffer>;
    const memory = Buffer.from(own.buffer);
    const behind = own.byteOffset + own.length;
    // Between the picture and what lies behind it there is a gap; the memory ends far behind the last region.
    const gap = memory.subarray(behind, behind + SLACK);
    const end = memory.subarray(memory.length - 4096);
    gap.fill(0xa5);
    end.fill(0x5a);
    const guards = [Buffer.from(gap), Buffer.from(end)] as const;
    const expected = new Uint32Array(WIDTH * HEIGHT);
    const outcomes = new Map<string, number>();
    const wrong: string[] = [];
    let linesThatContinue = 0;

    for (let n = 0; n < FRAMES; n++) {
      decoder.decode(blank);
      decoder.decode(prelude);
      const source = pick(CORPUS).slice();
      let frame = pick(MUTATIONS)(source);
      if (random() < 0.2) frame = pick(MUTATIONS)(frame.slice());
      // Each other size would be new memory; `decoder.test.ts` looks at those.
      if (frame.length > 6) frame.set([WIDTH, 0, HEIGHT, 0], 2);
      let outcome = 'taken';
      try {
        decoder.decode(frame);
      } catch (error) {
        if (!(error instanceof PictureError)) throw new Error(`frame ${n}: ${String(error)}`);
        outcome = error.fault;
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (!gap.equals(guards[0]) || !end.equals(guards[1])) wrong.push(`frame ${n} wrote outside`);
      if (outcome === 'taken') {
        expected.fill(0xff563412);
        const { header: read, operations, lines } = readFrame(frame);
        const kept = new Map<number, DataOperation>();
        const first = taker(PAST_INDEXES);
        for (const operation of before) drawPlainly(expected, kept, operation, first);
        if (read.full) kept.clear();
        const past = read.continues ? PAST_INDEXES : undefined;
        const take = taker(lines && inflated(lines, linesBytes(operations), past));
        const drawn = operations.map((operation) => drawPlainly(expected, kept, operation, take));
        if (lines && past) linesThatContinue++;
        const same = Buffer.from(expected.buffer).equals(Buffer.from(own.buffer, own.byteOffset, own.length));
        if (drawn.includes(null) || !same) wrong.push(`frame ${n} was drawn otherwise`);
      }
      if (wrong.length > 5) break;
    }
    expect(wrong).toEqual([]);
    expect(linesThatContinue).toBeGreaterThan(1000);
    for (const fault of [
      'taken',
      'VERSION',
      'TRUNCATED',
      'TOO_LARGE',
      'OUTSIDE',
      'UNKNOWN_OPERATION',
      'PALETTE',
      'DATA',
      'NOT_KEPT',
    ])
      expect([fault, (outcomes.get(fault) ?? 0) > 100]).toEqual([fault, true]);
  }, 240_000);
});
