import type { CursorImage, XEvent } from 'x11';
import type { CursorShape, CursorSource } from './cursor-source';
import { watchHands } from './hand-watch';
import { PositionWatch } from './position-watch';
import { connectX } from './x-connection';

const MAX_SIZE = 128;

/** From premultiplied ARGB32 (little-endian: B, G, R, A) to RGBA; what is larger than the limit is cut. */
export const shapeOf = (
  image: Pick<CursorImage, 'width' | 'height' | 'xhot' | 'yhot' | 'cursorImage'>,
): CursorShape => {
  const width = Math.max(1, Math.min(MAX_SIZE, image.width));
  const height = Math.max(1, Math.min(MAX_SIZE, image.height));
  const pixels = new Uint8Array(width * height * 4);
  const from = image.cursorImage;
  for (let y = 0; y < Math.min(height, image.height); y += 1)
    for (let x = 0; x < Math.min(width, image.width); x += 1) {
      const source = (y * image.width + x) * 4;
      const target = (y * width + x) * 4;
      const alpha = from[source + 3] ?? 0;
      const straight = (value = 0) => (alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha)));
      pixels[target] = straight(from[source + 2]);
      pixels[target + 1] = straight(from[source + 1]);
      pixels[target + 2] = straight(from[source]);
      pixels[target + 3] = alpha;
    }
  return { width, height, hotX: Math.min(width, image.xhot), hotY: Math.min(height, image.yhot), pixels };
};

/** The cursor of an X11 desktop, told by XFIXES. */
export const openX11Cursor = async (options: { display?: string }): Promise<CursorSource> => {
  const connection = await connectX(options.display);
  const { X, root, ask } = connection;
  const listeners = new Set<(shape: CursorShape) => void>();
  let shape: CursorShape | null = null;
  const fixes = await connection.extension('fixes').catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const read = async () => {
    shape = shapeOf(await ask<CursorImage>((reply) => fixes.GetCursorImage(reply)));
    for (const listener of listeners) listener(shape);
  };
  fixes.SelectCursorInput(root, fixes.CursorNotifyMask.DisplayCursor);
  X.on('event', (event: XEvent) => {
    // Servers refuse the shape of a cursor whose program has ended (one set by xsetroot): the last one stays.
    if (event.name === 'CursorNotify') read().catch(() => undefined);
  });
  await read().catch(() => undefined);

  const hands = await watchHands(connection).catch(() => null);
  const position = new PositionWatch(async () => {
    const pointer = await ask<{ rootX: number; rootY: number }>((reply) => X.QueryPointer(root, reply));
    return { x: pointer.rootX, y: pointer.rootY };
  }, hands);
  return {
    get shape() {
      return shape;
    },
    onShape: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onMove: (listener) => position.onMove(listener),
    watch: (on) => position.set(on),
    close: () => {
      listeners.clear();
      position.set(false);
      return connection.close();
    },
  };
};
