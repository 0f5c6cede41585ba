import {
  FLAG_CONTINUES,
  FLAG_FULL,
  FLAG_MORE,
  FRAME_VERSION,
  type FrameHeader,
  HEADER_BYTES,
  KEPT,
  OPERATION,
  type Operation,
  type Rectangle,
} from './frame';

const OPERATION_BYTES = 9;
const SLOT_BYTES = 2;
const LENGTH_BYTES = 4;

/** Bytes of an operation between its rectangle and its data. */
const detailBytes = (operation: Operation): number => {
  switch (operation.type) {
    case 'copy':
      return 4;
    case 'fill':
      return 3;
    case 'indexed':
      return 1 + operation.palette.length + 4;
    case 'wide':
      return 2 + operation.palette.length + 4;
    case 'rgb':
      return 4;
    case 'recall':
      return SLOT_BYTES;
    case 'lines':
      return 1 + operation.palette.length;
  }
};

const dataOf = (operation: Operation): Uint8Array | null => ('data' in operation ? operation.data : null);

const slotOf = (operation: Operation): number | undefined =>
  'keep' in operation ? operation.keep : undefined;

const writeRectangle = (view: DataView, at: number, type: number, rectangle: Rectangle): void => {
  view.setUint8(at, type);
  view.setUint16(at + 1, rectangle.x, true);
  view.setUint16(at + 3, rectangle.y, true);
  view.setUint16(at + 5, rectangle.width, true);
  view.setUint16(at + 7, rectangle.height, true);
};

const writeDetails = (view: DataView, bytes: Uint8Array, at: number, operation: Operation): void => {
  switch (operation.type) {
    case 'copy':
      view.setUint16(at, operation.fromX, true);
      view.setUint16(at + 2, operation.fromY, true);
      return;
    case 'fill':
      view.setUint8(at, operation.colour >> 16);
      view.setUint16(at + 1, ((operation.colour & 0xff) << 8) | ((operation.colour >> 8) & 0xff), true);
      return;
    case 'indexed':
      view.setUint8(at, operation.palette.length / 3 - 1);
      bytes.set(operation.palette, at + 1);
      view.setUint32(at + 1 + operation.palette.length, operation.data.length, true);
      return;
    case 'wide':
      view.setUint16(at, operation.palette.length / 3, true);
      bytes.set(operation.palette, at + 2);
      view.setUint32(at + 2 + operation.palette.length, operation.data.length, true);
      return;
    case 'rgb':
      view.setUint32(at, operation.data.length, true);
      return;
    case 'recall':
      view.setUint16(at, operation.slot, true);
      return;
    case 'lines':
      view.setUint8(at, operation.palette.length / 3 - 1);
      bytes.set(operation.palette, at + 1);
  }
};

/** Type, rectangle and where it is kept. */
const headBytes = (operation: Operation): number =>
  OPERATION_BYTES + (slotOf(operation) === undefined ? 0 : SLOT_BYTES);

/**
 * The bytes of a frame, in a buffer of their own. Trusts its caller: the reader is what checks.
 * @param lines the deflated indexes of all `lines` among the operations; null when there are none
 */
export const writeFrame = (
  header: FrameHeader,
  operations: readonly Operation[],
  lines: Uint8Array | null = null,
): Uint8Array<ArrayBuffer> => {
  let size = HEADER_BYTES + (lines ? LENGTH_BYTES + lines.length : 0);
  for (const operation of operations)
    size += headBytes(operation) + detailBytes(operation) + (dataOf(operation)?.length ?? 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, FRAME_VERSION);
  view.setUint8(
    1,
    (header.full ? FLAG_FULL : 0) | (header.more ? FLAG_MORE : 0) | (header.continues ? FLAG_CONTINUES : 0),
  );
  view.setUint16(2, header.width, true);
  view.setUint16(4, header.height, true);
  view.setUint32(6, header.id, true);
  view.setUint16(10, Math.min(0xffff, Math.round(header.ageMs)), true);
  view.setUint16(12, operations.length, true);
  let at = HEADER_BYTES;
  for (const operation of operations) {
    const slot = slotOf(operation);
    writeRectangle(view, at, OPERATION[operation.type] | (slot === undefined ? 0 : KEPT), operation);
    if (slot !== undefined) view.setUint16(at + OPERATION_BYTES, slot, true);
    at += headBytes(operation);
    writeDetails(view, bytes, at, operation);
    at += detailBytes(operation);
    const data = dataOf(operation);
    if (data) {
      bytes.set(data, at);
      at += data.length;
    }
  }
  if (lines) {
    view.setUint32(at, lines.length, true);
    bytes.set(lines, at + LENGTH_BYTES);
  }
  return bytes;
};
