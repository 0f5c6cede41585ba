import type { Rectangle } from '@relevo/client/picture/frame';
import { eventMask, type ShmSegment, type XEvent } from 'x11';
import type { CapturedRows, CaptureOptions, CaptureSource, EarlyReader } from './capture-source';
import { ReceivingMemory } from './shared-memory';
import { connectX, type XConnection } from './x-connection';

const ALL_PLANES = 0xffffffff;
const Z_PIXMAP = 2;
/** Whole rows are read in bands of so many: a multiple of 16, see `CaptureSource.grab`. */
const BAND_ROWS = 272;

type RowsRead = (top: number, bottom: number) => void;
/** A desktop that changes its size is read anew, so often in one grab. */
const MAX_ATTEMPTS = 5;

/** Rows [from, to) in bands that end at multiples of their height. */
const bandsOf = (from: number, to: number): [top: number, bottom: number][] => {
  const bands: [number, number][] = [];
  for (let top = from; top < to; ) {
    const bottom = Math.min(to, (Math.floor(top / BAND_ROWS) + 1) * BAND_ROWS);
    bands.push([top, bottom]);
    top = bottom;
  }
  return bands;
};

const succeeds = (reading: Promise<unknown>): Promise<boolean> =>
  reading.then(
    () => true,
    () => false,
  );

/** 32-bit little-endian BGRX is what every present desktop has; anything else goes to the other backend. */
const assertPixelFormat = ({ display }: XConnection): void => {
  const depth = display.screen[0]?.root_depth ?? 0;
  if (depth < 24 || display.format[depth]?.bits_per_pixel !== 32 || display.image_byte_order !== 0)
    throw new Error(`the X server's pixels are not BGRX (depth ${depth})`);
};

/**
 * Capture through MIT-SHM, woken by DAMAGE: nothing is read while the screen is still, and then only the rows
 * that changed. Rejects when shared memory with the server does not work.
 */
export const openX11Capture = async (options: CaptureOptions): Promise<CaptureSource> => {
  const memory = new ReceivingMemory();
  const connection = await connectX(options.display, { sharedMemory: memory, buffered: true });
  try {
    return await startCapture(connection, memory);
  } catch (error) {
    await connection.close();
    throw error;
  }
};

const startCapture = async (connection: XConnection, memory: ReceivingMemory): Promise<CaptureSource> => {
  const { X, root, ask } = connection;
  assertPixelFormat(connection);
  const shm = await connection.extension('shm');
  const damage = await connection.extension('damage');
  if (!(await ask<boolean>((reply) => shm.usable(reply))))
    throw new Error('no shared memory with the X server');

  const newSegment = (width: number, height: number) =>
    ask<ShmSegment>((reply) => shm.createSegment(width * height * 4, reply));
  let { width, height } = await ask<{ width: number; height: number }>((reply) => X.GetGeometry(root, reply));
  let segment = await newSegment(width, height);

  const listeners = new Set<() => void>();
  /** The box of all that changed since the last grab. */
  let changed = { left: 0, right: width, top: 0, bottom: height };
  let resized = false;
  const dirty = (x: number, y: number, w: number, h: number) => {
    changed = {
      left: Math.min(changed.left, x),
      right: Math.max(changed.right, x + w),
      top: Math.min(changed.top, y),
      bottom: Math.max(changed.bottom, y + h),
    };
  };
  const clean = () => {
    changed = { left: Number.POSITIVE_INFINITY, right: 0, top: Number.POSITIVE_INFINITY, bottom: 0 };
  };

  X.on('event', (event: XEvent) => {
    const { area } = event;
    if (event.name === 'DamageNotify' && area) dirty(area.x, area.y, area.w, area.h);
    else if (event.name === 'ConfigureNotify' && event.wid1 === root) resized = true;
    else return;
    for (const listener of listeners) listener();
  });
  const monitor = X.AllocID();
  damage.Create(monitor, root, damage.ReportLevel.BoundingBox);
  X.ChangeWindowAttributes(root, { eventMask: eventMask.StructureNotify });
  // A new monitor tells of the whole window once; the first grab reads that anyway.
  damage.Subtract(monitor, 0, 0);
  await X.sync();

  const adoptSize = async () => {
    resized = false;
    const size = await ask<{ width: number; height: number }>((reply) => X.GetGeometry(root, reply));
    if (size.width === width && size.height === height) return;
    const old = segment;
    segment = await newSegment(size.width, size.height);
    ({ width, height } = size);
    dirty(0, 0, width, height);
    await new Promise<void>((resolve) => old.detach(resolve));
  };

  /** Reads a part of the desktop to the segment. @throws when that is not what the server has given */
  const getPart = async (x: number, y: number, w: number, h: number, offset: number): Promise<void> => {
    const { size } = await ask<{ size: number }>((reply) =>
      segment.getImage(root, x, y, w, h, ALL_PLANES, Z_PIXMAP, offset, reply),
    );
    if (size !== w * h * 4) throw new Error('the X server gave another part than it was asked for');
  };

  /** Whole rows need no copy of their own: for less than half of them it is dearer to read what has not changed. */
  const isMuch = (columns: number): boolean => columns * 2 > width;

  /** Reads a box of the desktop to its place in the picture. False = the server has refused it. */
  const readPatch = (x: number, y: number, w: number, h: number): Promise<boolean> => {
    memory.expect({ at: (y * width + x) * 4, rowBytes: w * 4, stride: width * 4 });
    const isRead = succeeds(getPart(x, y, w, h, 0));
    connection.hurry();
    return isRead;
  };

  /**
   * Reads whole rows to their place in the picture; tells which are there, from the first on. All are asked for at once, so that the
   * server copies one band while the one before it is read and looked at here. False = the server has refused some.
   */
  const readRows = async (from: number, to: number, there: RowsRead): Promise<boolean> => {
    memory.expect(null);
    const bands = bandsOf(from, to).map(([top, bottom]) => ({
      top,
      bottom,
      isRead: succeeds(getPart(0, top, width, bottom - top, top * width * 4)),
    }));
    for (const { top, bottom, isRead } of bands) {
      if (!(await isRead)) break;
      there(top, bottom);
    }
    return (await Promise.all(bands.map(({ isRead }) => isRead))).every(Boolean);
  };

  /** Reads single rows of a large change ahead of it, if they are wanted. False = the server has refused some. */
  const readSamples = async (early: EarlyReader, box: Rectangle): Promise<boolean> => {
    const rows = memory.isPicture(segment) ? (early.samples?.(box) ?? []) : [];
    if (rows.length === 0) return true;
    memory.expect(null);
    const reading = succeeds(Promise.all(rows.map((y) => getPart(0, y, width, 1, y * width * 4))));
    connection.hurry();
    const areRead = await reading;
    if (areRead) early.sampled?.();
    return areRead;
  };

  const grabNow = async (
    early: EarlyReader | undefined,
    attempts = MAX_ATTEMPTS,
  ): Promise<CapturedRows | null> => {
    if (resized) await adoptSize();
    const from = Math.max(0, changed.top);
    const to = Math.min(height, changed.bottom);
    const box = { left: Math.max(0, changed.left), right: Math.min(width, changed.right) };
    clean();
    if (to <= from || box.right <= box.left) return null;
    // First re-arm, then read: what is drawn between the two is read now and told again.
    damage.Subtract(monitor, 0, 0);
    const whole = isMuch(box.right - box.left);
    // What is read is looked at: beside the box something may have been drawn by now.
    const { left, right } = whole ? { left: 0, right: width } : box;
    const rowsOf = (top: number, bottom: number): CapturedRows => {
      const pixels = memory.contentOf(segment).subarray(top * width * 4, bottom * width * 4);
      return { top, bottom, left, right, pixels };
    };
    const size = { width: box.right - box.left, height: to - from };
    const there = (top: number, bottom: number): void => {
      if (bottom < to) early?.rows(rowsOf(top, bottom));
    };
    const isRead = whole
      ? (!early || (await readSamples(early, { x: box.left, y: from, ...size }))) &&
        (await readRows(from, to, there))
      : await readPatch(left, from, size.width, size.height);
    if (isRead) return rowsOf(from, to);
    if (connection.lost || attempts === 1) throw new Error('the X server does not give the desktop');
    // The desktop shrank between the event and the request: with its new size at once, for nothing may tell of it again.
    resized = true;
    dirty(0, 0, width, height);
    early?.rows(null);
    return grabNow(early, attempts - 1);
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    get width() {
      return width;
    },
    get height() {
      return height;
    },
    onDamage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // One at a time: they share the segment.
    grab: (early) => {
      const next = last.then(() => grabNow(early));
      last = next.catch(() => null);
      return next;
    },
    into: (picture) => memory.into(picture),
    invalidate: () => dirty(0, 0, width, height),
    close: async () => {
      listeners.clear();
      await last;
      await connection.close();
    },
  };
};
