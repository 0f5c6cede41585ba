import { eventMask, type XEvent } from 'x11';
import { windowOwnership } from './window-owner';
import { connectX, type XConnection } from './x-connection';

/** Keeps the agent's window where the person can see it. */
export interface WindowKeeper {
  /** A question begins: looks whether it can be seen. */
  look(): void;
  close(): Promise<void>;
}

/** Two programs that both want to be on top must not chase each other without end. */
const LOOK_EVERY_MS = 250;
/** ICCCM 4.1.3.1: put away. */
const ICONIC = 3;
/** EWMH: asked by something that acts for the person, so that no rule against stealing the focus applies. */
const FOR_THE_PERSON = 2;
const CLIENT_MESSAGE = 33;
const TO_WINDOW_MANAGER = eventMask.SubstructureNotify | eventMask.SubstructureRedirect;
const VIEWABLE = 2;

const CHANGES: ReadonlySet<string> = new Set(['ConfigureNotify', 'MapNotify', 'UnmapNotify']);

interface Box {
  readonly xPos: number;
  readonly yPos: number;
  readonly width: number;
  readonly height: number;
}

const meet = (a: Box, b: Box): boolean =>
  a.xPos < b.xPos + b.width &&
  b.xPos < a.xPos + a.width &&
  a.yPos < b.yPos + b.height &&
  b.yPos < a.yPos + a.height;

export interface KeeperOptions {
  readonly display?: string;
  /** The window is about to come up, and may get the focus. */
  readonly comesUp: () => void;
  /** Whether somebody is being asked now. */
  readonly asking: () => boolean;
}

/**
 * Watches while somebody is asked or controls: then the window is not put away, whatever "show desktop" or a shortcut says.
 * A question that a full-screen window covers gets the focus, for no window manager shows it otherwise; under control the red
 * edge stays above such windows, and the focus is left alone. What no window manager handles (menus, screen lockers) may
 * cover. Rejects when there is no X server.
 */
export const openWindowKeeper = async (options: KeeperOptions): Promise<WindowKeeper> => {
  const connection = await connectX(options.display);
  try {
    return await keep(connection, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
};

const activation = (wid: number, atom: number): Buffer => {
  const event = Buffer.alloc(32);
  event.set([CLIENT_MESSAGE, 32]);
  event.writeUInt32LE(wid, 4);
  event.writeUInt32LE(atom, 8);
  event.writeUInt32LE(FOR_THE_PERSON, 12);
  return event;
};

const keep = async (connection: XConnection, { comesUp, asking }: KeeperOptions): Promise<WindowKeeper> => {
  const { X, root, ask } = connection;
  const atomOf = (name: string) => ask<number>((reply) => X.InternAtom(false, name, reply));
  const [isOurs, clientList, wmState, active] = await Promise.all([
    windowOwnership(connection),
    atomOf('_NET_CLIENT_LIST'),
    atomOf('WM_STATE'),
    atomOf('_NET_ACTIVE_WINDOW'),
  ]);
  const numbers = async (wid: number, atom: number): Promise<number[]> => {
    const { data } = await ask<{ data: Buffer }>((reply) => X.GetProperty(0, wid, atom, 0, 0, 1024, reply));
    return Array.from({ length: Math.floor(data.length / 4) }, (_, at) => data.readUInt32LE(at * 4));
  };
  const outermostOf = async (wid: number): Promise<number> => {
    for (let at = wid; ; ) {
      const { parent } = await ask<{ parent: number }>((reply) => X.QueryTree(at, reply));
      if (parent === root || parent === 0) return at;
      at = parent;
    }
  };
  const boxOf = (wid: number) => ask<Box>((reply) => X.GetGeometry(wid, reply));
  const isShown = async (wid: number): Promise<boolean> =>
    (await ask<{ mapState: number }>((reply) => X.GetWindowAttributes(wid, reply))).mapState === VIEWABLE;

  /** Whether a window of another program lies over ours. */
  const isCovered = async (outermost: number, others: ReadonlySet<number>): Promise<boolean> => {
    const { children } = await ask<{ children: number[] }>((reply) => X.QueryTree(root, reply));
    const above = children.slice(children.indexOf(outermost) + 1).filter((wid) => others.has(wid));
    const box = await boxOf(outermost);
    const over = await Promise.all(
      above.map(async (wid) => (await isShown(wid)) && meet(box, await boxOf(wid))),
    );
    return over.includes(true);
  };
  const look = async (): Promise<void> => {
    const clients = await numbers(root, clientList);
    const ours = new Set<number>();
    for (const wid of clients) if (await isOurs(wid)) ours.add(wid);
    const frames = await Promise.all(
      clients.filter((wid) => !ours.has(wid)).map((wid) => outermostOf(wid).catch(() => 0)),
    );
    for (const wid of ours) {
      const [state] = await numbers(wid, wmState);
      if (state === ICONIC) {
        comesUp();
        X.MapWindow(wid);
        continue;
      }
      if (!asking() || !(await isCovered(await outermostOf(wid), new Set(frames)))) continue;
      comesUp();
      X.SendEvent(root, false, TO_WINDOW_MANAGER, activation(wid, active));
    }
    await X.sync();
  };

  let closed = false;
  let changed = false;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (changed && !closed) {
      changed = false;
      // A window has gone meanwhile: its going is a change of its own.
      await look().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    running = null;
  };
  const lookAgain = () => {
    changed = true;
    running ??= run();
  };
  X.on('event', (event: XEvent) => {
    if (CHANGES.has(event.name ?? '')) lookAgain();
  });
  X.ChangeWindowAttributes(root, { eventMask: eventMask.SubstructureNotify });
  lookAgain();
  return {
    look: lookAgain,
    close: async () => {
      closed = true;
      await running;
      await connection.close();
    },
  };
};
