import {
  type DataOperation,
  FLAG_CONTINUES,
  FLAG_FULL,
  FLAG_MORE,
  FRAME_VERSION,
  type FrameHeader,
  inflatedBytes,
  isPictureSize,
  KEPT,
  KEPT_SLOTS,
  linesBytes,
  MAX_BLOCK_PIXELS,
  MAX_FRAME_BYTES,
  MAX_KEPT_BYTES,
  MAX_LINES_BYTES,
  MAX_OVERDRAW,
  MAX_WIDE_COLOURS,
  maxDeflatedBytes,
  OPERATION,
  type Operation,
  type Rectangle,
} from './frame';
import { PictureError } from './picture-error';

/** Reads a stranger's bytes in order; every read beyond the end is a `TRUNCATED`. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  #advance(length: number): number {
    const start = this.#at;
    if (length > this.#bytes.length - start) throw new PictureError('TRUNCATED', `ends within byte ${start}`);
    this.#at += length;
    return start;
  }
}

const readHeader = (reader: Reader): FrameHeader & { operations: number } => {
  const version = reader.u8();
  if (version !== FRAME_VERSION) throw new PictureError('VERSION', `frame version ${version}`);
  const flags = reader.u8();
  if (flags & ~(FLAG_FULL | FLAG_MORE | FLAG_CONTINUES))
    throw new PictureError('VERSION', `frame flags ${flags}`);
  const width = reader.u16();
  const height = reader.u16();
  const id = reader.u32();
  const ageMs = reader.u16();
  if (!isPictureSize(width, height)) throw new PictureError('TOO_LARGE', `a picture of ${width} x ${height}`);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const [full, more, continues] = [has(FLAG_FULL), has(FLAG_MORE), has(FLAG_CONTINUES)];
  if (full && continues) throw new PictureError('VERSION', 'a full frame that continues');
  return { id, full, more, continues, width, height, ageMs, operations: reader.u16() };
};

const inside = (rectangle: Rectangle, frame: FrameHeader): boolean =>
  rectangle.width > 0 &&
  rectangle.height > 0 &&
  rectangle.x + rectangle.width <= frame.width &&
  rectangle.y + rectangle.height <= frame.height;

const readData = (reader: Reader, operation: DataOperation): DataOperation => {
  if (operation.type !== 'indexed' && operation.width * operation.height > MAX_BLOCK_PIXELS)
    throw new PictureError('TOO_LARGE', `${operation.type} of ${operation.width} x ${operation.height}`);
  const length = reader.u32();
  if (length > maxDeflatedBytes(inflatedBytes(operation)))
    throw new PictureError('TOO_LARGE', `${length} bytes of data`);
  if (operation.keep !== undefined && length > MAX_KEPT_BYTES)
    throw new PictureError('TOO_LARGE', `${length} bytes to be kept`);
  return { ...operation, data: reader.take(length) };
};

const NO_DATA = new Uint8Array(0);

const readSlot = (reader: Reader): number => {
  const slot = reader.u16();
  if (slot >= KEPT_SLOTS) throw new PictureError('NOT_KEPT', `slot ${slot}`);
  return slot;
};

const readPalette = (reader: Reader): Uint8Array => {
  const colours = reader.u8() + 1;
  if (colours < 2) throw new PictureError('PALETTE', 'a palette of one colour');
  return reader.take(colours * 3);
};

/** An operation with data. */
const readDrawing = (
  reader: Reader,
  type: number,
  place: Rectangle & { readonly keep?: number },
): Operation => {
  switch (type) {
    case OPERATION.indexed:
      return readData(reader, { ...place, type: 'indexed', palette: readPalette(reader), data: NO_DATA });
    case OPERATION.wide: {
      const colours = reader.u16();
      if (colours < 1 || colours > MAX_WIDE_COLOURS)
        throw new PictureError('PALETTE', `a palette of ${colours} colours`);
      return readData(reader, { ...place, type: 'wide', palette: reader.take(colours * 3), data: NO_DATA });
    }
    case OPERATION.rgb:
      return readData(reader, { ...place, type: 'rgb', data: NO_DATA });
    default:
      throw new PictureError('UNKNOWN_OPERATION', `operation ${type}`);
  }
};

const readOperation = (reader: Reader, frame: FrameHeader): Operation => {
  const type = reader.u8();
  const rectangle = { x: reader.u16(), y: reader.u16(), width: reader.u16(), height: reader.u16() };
  if (!inside(rectangle, frame)) throw new PictureError('OUTSIDE', 'a rectangle outside the picture');
  if (type & KEPT) return readDrawing(reader, type & ~KEPT, { ...rectangle, keep: readSlot(reader) });
  switch (type) {
    case OPERATION.copy: {
      const operation = { ...rectangle, type: 'copy' as const, fromX: reader.u16(), fromY: reader.u16() };
      if (!inside({ ...rectangle, x: operation.fromX, y: operation.fromY }, frame))
        throw new PictureError('OUTSIDE', 'a copy from outside the picture');
      return operation;
    }
    case OPERATION.fill:
      return { ...rectangle, type: 'fill', colour: (reader.u8() << 16) | (reader.u8() << 8) | reader.u8() };
    case OPERATION.recall:
      return { ...rectangle, type: 'recall', slot: readSlot(reader) };
    case OPERATION.lines:
      return { ...rectangle, type: 'lines', palette: readPalette(reader) };
    default:
      return readDrawing(reader, type, rectangle);
  }
};

/** The deflated indexes of a frame's lines; null when it has none. */
const readLines = (reader: Reader, operations: readonly Operation[]): Uint8Array | null => {
  const inflated = linesBytes(operations);
  if (inflated === 0) return null;
  if (inflated > MAX_LINES_BYTES) throw new PictureError('TOO_LARGE', `${inflated} bytes of lines`);
  const length = reader.u32();
  if (length > maxDeflatedBytes(inflated)) throw new PictureError('TOO_LARGE', `${length} bytes of lines`);
  return reader.take(length);
};

/** What a frame says. */
export interface ReadFrame {
  readonly header: FrameHeader;
  readonly operations: readonly Operation[];
  /** The deflated indexes of its lines, one after the other; null when it has none. */
  readonly lines: Uint8Array | null;
}

/** Whether the frame says that it is a full one, without reading further. */
export const isFull = (bytes: Uint8Array): boolean => ((bytes[1] ?? 0) & FLAG_FULL) !== 0;

/**
 * Takes a frame apart without drawing anything. Palettes and data are views of `bytes`.
 * @throws {PictureError} when anything is not exactly as the format says; never reads or allocates beyond the given bytes
 */
export const readFrame = (bytes: Uint8Array): ReadFrame => {
  if (bytes.length > MAX_FRAME_BYTES) throw new PictureError('TOO_LARGE', `a frame of ${bytes.length} bytes`);
  const reader = new Reader(bytes);
  const { operations: count, ...header } = readHeader(reader);
  const operations: Operation[] = [];
  let drawn = 0;
  for (let i = 0; i < count; i++) {
    const operation = readOperation(reader, header);
    drawn += operation.width * operation.height;
    if (drawn > MAX_OVERDRAW * header.width * header.height)
      throw new PictureError('TOO_LARGE', 'draws far more than the picture');
    operations.push(operation);
  }
  const lines = readLines(reader, operations);
  if (!reader.done) throw new PictureError('DATA', 'bytes behind the end');
  return { header, operations, lines };
};
