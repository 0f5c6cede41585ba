import { eventMask, type XEvent } from 'x11';
import { connectX } from './x-connection';

/** The border on the edge of the screen that says: somebody else is driving. */
export interface EdgeOverlay {
  show(on: boolean): Promise<void>;
  close(): Promise<void>;
}

const WIDTH = 4;
const COLOUR = 0xcc2a38;
/** Two programs that both want to be on top must not chase each other without end. */
const RAISE_EVERY_MS = 100;

const edgesOf = (width: number, height: number): [x: number, y: number, width: number, height: number][] => [
  [0, 0, width, WIDTH],
  [0, height - WIDTH, width, WIDTH],
  [0, WIDTH, WIDTH, height - 2 * WIDTH],
  [width - WIDTH, WIDTH, WIDTH, height - 2 * WIDTH],
];

/**
 * Four thin windows that no window manager handles and that let every click through: they have no place that input
 * could hit. Rejects when there is no X server or it cannot shape windows.
 */
export const openEdgeOverlay = async (options: { display?: string } = {}): Promise<EdgeOverlay> => {
  const connection = await connectX(options.display);
  const { X, root, ask } = connection;
  const shape = await connection.extension('shape').catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });

  let size = await ask<{ width: number; height: number }>((reply) => X.GetGeometry(root, reply));
  const windows = edgesOf(size.width, size.height).map((edge) => {
    const wid = X.AllocID();
    X.CreateWindow(wid, root, ...edge, 0, 0, 1, 0, { overrideRedirect: 1, backgroundPixel: COLOUR });
    shape.Rectangles(shape.Op.Set, shape.Kind.Input, wid, 0, 0, []);
    return wid;
  });
  const own = new Set(windows);
  let shown = false;
  let timer: NodeJS.Timeout | null = null;

  const raise = () => {
    for (const wid of windows) X.RaiseWindow(wid);
  };
  const raiseSoon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      if (shown && !connection.lost) raise();
    }, RAISE_EVERY_MS);
  };
  const isOnTop = async () => {
    const { children } = await ask<{ children: number[] }>((reply) => X.QueryTree(root, reply));
    return children.slice(-windows.length).every((wid) => own.has(wid));
  };
  X.on('event', (event: XEvent) => {
    if (event.name === 'ConfigureNotify' && event.wid1 === root) {
      size = { width: event.width ?? size.width, height: event.height ?? size.height };
      for (const [index, edge] of edgesOf(size.width, size.height).entries())
        X.MoveResizeWindow(windows[index] ?? 0, ...edge);
    } else if (
      shown &&
      (event.name === 'ConfigureNotify' || event.name === 'MapNotify') &&
      !own.has(event.wid1 ?? event.wid ?? 0)
    )
      isOnTop().then(
        (onTop) => onTop || raiseSoon(),
        () => undefined,
      );
  });
  X.ChangeWindowAttributes(root, { eventMask: eventMask.SubstructureNotify | eventMask.StructureNotify });

  return {
    show: async (on) => {
      if (shown === on || connection.lost) return;
      shown = on;
      for (const wid of windows) {
        if (on) X.MapWindow(wid);
        else X.UnmapWindow(wid);
      }
      if (on) raise();
      await X.sync();
    },
    close: async () => {
      shown = false;
      if (timer) clearTimeout(timer);
      // The windows go with the connection that made them.
      await connection.close();
    },
  };
};
