import type { XEvent } from 'x11';
import { connectX, type XConnection } from './x-connection';

/** Tells when somebody touches mouse or keyboard again, so that nothing has to be looked for while nobody does. */
export interface HandWatch {
  /** Calls once, at the next touch by whatever device. The returned function gives it up. */
  next(touched: () => void): () => void;
  /** Asks the desktop something, and calls when it has answered: never if it is gone or going. */
  whenAnswered(then: () => void): void;
  close(): Promise<void>;
}

/** By raw events (XInput 2.1), which come whatever program has grabbed the device. Rejects where there are none. */
export const watchHands = async (connection: XConnection): Promise<Omit<HandWatch, 'close'>> => {
  const { X, root, ask } = connection;
  const xinput = await connection.extension('xinput');
  const { xi2, EventMask } = xinput;
  if (!xi2 || (xi2.majorVersion === 2 && xi2.minorVersion < 1)) throw new Error('no raw events');
  const TOUCHES = EventMask.RawMotion | EventMask.RawButtonPress | EventMask.RawKeyPress;
  const waiting = new Set<() => void>();
  // A mouse tells a thousand times a second: only what is waited for is asked for.
  const select = (mask: number) => xinput.XISelectEvents(root, { deviceId: xinput.AllDevices, mask });
  let selected = false;
  X.on('event', ({ name }: XEvent) => {
    if (!name?.startsWith('XIRaw')) return;
    if (selected) select(0);
    selected = false;
    const all = [...waiting];
    waiting.clear();
    for (const touched of all) touched();
  });
  return {
    next: (touched) => {
      if (!selected && !connection.lost) select(TOUCHES);
      selected = true;
      waiting.add(touched);
      return () => void waiting.delete(touched);
    },
    whenAnswered: (then) => void ask((reply) => X.GetInputFocus(reply)).then(then, () => undefined),
  };
};

/** The same over a connection of its own. */
export const openHandWatch = async (options: { display?: string } = {}): Promise<HandWatch> => {
  const connection = await connectX(options.display);
  try {
    return { ...(await watchHands(connection)), close: connection.close };
  } catch (error) {
    await connection.close();
    throw error;
  }
};
