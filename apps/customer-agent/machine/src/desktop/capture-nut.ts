import type { CapturedRows, CaptureOptions, CaptureSource } from './capture-source';
import { loadNut } from './nut';

/** Polling: fast while things move, slow when the screen has been still for a second. */
const FAST_MS = 1000 / 60;
const SLOW_MS = 200;
const LIVELY_MS = 1000;

interface Frame {
  width: number;
  height: number;
  data: Buffer;
}

/** Rows that differ, [top, bottom), or null. */
const changedRows = (before: Frame, after: Frame): { top: number; bottom: number } | null => {
  if (before.width !== after.width || before.height !== after.height) return { top: 0, bottom: after.height };
  if (before.data.equals(after.data)) return null;
  const stride = after.width * 4;
  const same = (row: number) =>
    before.data.compare(after.data, row * stride, (row + 1) * stride, row * stride, (row + 1) * stride) === 0;
  let top = 0;
  while (top < after.height && same(top)) top += 1;
  let bottom = after.height;
  while (bottom > top && same(bottom - 1)) bottom -= 1;
  return { top, bottom };
};

/**
 * Capture by asking for the whole screen again and again: for systems that do not tell what changes.
 * Each look blocks the thread for some milliseconds, so it belongs in a worker. Rejects when there is no desktop.
 */
export const openNutCapture = async (options: CaptureOptions): Promise<CaptureSource> => {
  const { providers } = await loadNut(options.display);
  const look = async (): Promise<Frame> => {
    const { width, height, data, byteWidth } = await providers.getScreen().grabScreen();
    if (byteWidth === width * 4) return { width, height, data };
    const packed = Buffer.alloc(width * height * 4);
    for (let row = 0; row < height; row += 1)
      data.copy(packed, row * width * 4, row * byteWidth, row * byteWidth + width * 4);
    return { width, height, data: packed };
  };

  let frame = await look();
  let pending: { top: number; bottom: number } | null = { top: 0, bottom: frame.height };
  let changedAt = performance.now();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  const listeners = new Set<() => void>();

  const lookAgain = async () => {
    const next = await look();
    const rows = changedRows(frame, next);
    const resized = next.height !== frame.height || next.width !== frame.width;
    frame = next;
    if (!rows) return;
    changedAt = performance.now();
    pending =
      pending && !resized
        ? { top: Math.min(pending.top, rows.top), bottom: Math.max(pending.bottom, rows.bottom) }
        : rows;
    for (const listener of listeners) listener();
  };
  /** Looks only while somebody listens. */
  const schedule = () => {
    if (closed || timer || listeners.size === 0) return;
    const wait = performance.now() - changedAt < LIVELY_MS ? FAST_MS : SLOW_MS;
    timer = setTimeout(() => {
      timer = null;
      // A failed look (a locked or switched desktop) is tried again.
      void lookAgain()
        .catch(() => null)
        .then(schedule);
    }, wait);
  };

  return {
    get width() {
      return frame.width;
    },
    get height() {
      return frame.height;
    },
    onDamage: (listener) => {
      listeners.add(listener);
      schedule();
      return () => listeners.delete(listener);
    },
    grab: async (): Promise<CapturedRows | null> => {
      if (!pending) await lookAgain();
      if (!pending) return null;
      const { top, bottom } = pending;
      pending = null;
      return { top, bottom, pixels: frame.data.subarray(top * frame.width * 4, bottom * frame.width * 4) };
    },
    invalidate: () => {
      pending = { top: 0, bottom: frame.height };
    },
    close: async () => {
      closed = true;
      listeners.clear();
      if (timer) clearTimeout(timer);
    },
  };
};
