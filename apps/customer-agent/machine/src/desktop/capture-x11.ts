import { eventMask, type ShmSegment, type XEvent } from 'x11';
import type { CapturedRows, CaptureOptions, CaptureSource } from './capture-source';
import { receivingMemory } from './shared-memory';
import { connectX, type XConnection } from './x-connection';

const ALL_PLANES = 0xffffffff;
const Z_PIXMAP = 2;

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
  const connection = await connectX(options.display, { sharedMemory: receivingMemory });
  try {
    return await startCapture(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
};

const startCapture = async (connection: XConnection): Promise<CaptureSource> => {
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
  /** Rows that changed since the last grab. */
  let top = 0;
  let bottom = height;
  let resized = false;
  const dirty = (from: number, to: number) => {
    top = Math.min(top, from);
    bottom = Math.max(bottom, to);
  };
  const clean = () => {
    top = Number.POSITIVE_INFINITY;
    bottom = 0;
  };

  X.on('event', (event: XEvent) => {
    if (event.name === 'DamageNotify' && event.area) dirty(event.area.y, event.area.y + event.area.h);
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
    dirty(0, height);
    await new Promise<void>((resolve) => old.detach(resolve));
  };

  const grabNow = async (): Promise<CapturedRows | null> => {
    if (resized) await adoptSize();
    const from = Math.max(0, top);
    const to = Math.min(height, bottom);
    clean();
    if (to <= from) return null;
    // First re-arm, then read: what is drawn between the two is read now and told again.
    damage.Subtract(monitor, 0, 0);
    try {
      const image = await ask<{ size: number }>((reply) =>
        segment.getImage(root, 0, from, width, to - from, ALL_PLANES, Z_PIXMAP, 0, reply),
      );
      return { top: from, bottom: to, pixels: segment.buffer.subarray(0, image.size) };
    } catch (error) {
      // The desktop shrank between the event and the request: take its new size next time.
      if (connection.lost) throw error;
      resized = true;
      dirty(0, height);
      return null;
    }
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
    grab: () => {
      const next = last.then(grabNow);
      last = next.catch(() => null);
      return next;
    },
    invalidate: () => dirty(0, height),
    close: async () => {
      listeners.clear();
      await last;
      await connection.close();
    },
  };
};
