import { readFileSync } from 'node:fs';
import { eventMask, type XEvent } from 'x11';
import { connectX, type XConnection } from './x-connection';

/** Answers whether injected input would hit the agent itself, as the windows are at the moment of the question. */
export interface OwnWindows {
  /** A click at this point of the desktop would hit a window of the agent, or its frame. */
  ownsPoint(x: number, y: number): Promise<boolean>;
  /** A key press would go to a window of the agent. */
  ownsFocus(): Promise<boolean>;
  close(): Promise<void>;
}

/** Focus values that name no window. */
const NO_FOCUS = 0;
const FOCUS_FOLLOWS_POINTER = 1;
/** Frames of window managers are one or two deep. */
const MAX_DEPTH = 4;
const CHANGES: ReadonlySet<string> = new Set([
  'CreateNotify',
  'DestroyNotify',
  'MapNotify',
  'ReparentNotify',
  'UnmapNotify',
]);

/** This process and those that it has started (a fallback dialog is one). */
const isOurProcess = (pid: number): boolean => {
  for (let at = pid, steps = 0; at > 1 && steps < 16; steps += 1) {
    if (at === process.pid) return true;
    try {
      // "pid (name) state parent …": the name may hold anything, also brackets.
      const stat = readFileSync(`/proc/${at}/stat`, 'latin1');
      at = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return false;
    }
  }
  return false;
};

/**
 * Own windows of an X11 desktop. Whose a window is says the server, which knows the process behind each connection,
 * and the window itself (`_NET_WM_PID`); either is enough. Rejects when there is no X server.
 */
export const openOwnWindows = async (options: { display?: string } = {}): Promise<OwnWindows> => {
  const connection = await connectX(options.display);
  try {
    return await watchWindows(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
};

const watchWindows = async (connection: XConnection): Promise<OwnWindows> => {
  const { X, root, ask } = connection;
  const [isOwn, saysItIsOurs] = await Promise.all([
    ownershipByServer(connection),
    ownershipByWindow(connection),
  ]);

  /** The windows in a window, itself first. One that has just gone holds nothing. */
  const allIn = async (wid: number, depth = 0): Promise<number[]> => {
    const { children } = await ask<{ children: number[] }>((reply) => X.QueryTree(wid, reply)).catch(() => ({
      children: [] as number[],
    }));
    if (depth >= MAX_DEPTH) return [wid, ...children];
    return [wid, ...(await Promise.all(children.map((child) => allIn(child, depth + 1)))).flat()];
  };
  const clientOf = (wid: number) => wid & ~connection.display.resource_mask;
  const examine = async (outermost: number): Promise<boolean> => {
    // One window for each program that has a hand in it: the frame is the window manager's, what is in it is not.
    const byClient = new Map((await allIn(outermost)).toReversed().map((wid) => [clientOf(wid), wid]));
    const answers = [...byClient.values()].flatMap((wid) => [isOwn(wid), saysItIsOurs(wid)]);
    return (await Promise.all(answers)).includes(true);
  };

  /** Verdicts hold until windows are made, moved into one another, shown or gone. */
  const verdicts = new Map<number, boolean>();
  let changes = 0;
  X.on('event', (event: XEvent) => {
    if (!CHANGES.has(event.name ?? '')) return;
    changes += 1;
    verdicts.clear();
  });
  X.ChangeWindowAttributes(root, { eventMask: eventMask.SubstructureNotify });
  const holdsOwn = async (outermost: number): Promise<boolean> => {
    const known = verdicts.get(outermost);
    if (known !== undefined) return known;
    const before = changes;
    const verdict = await examine(outermost);
    if (before === changes) verdicts.set(outermost, verdict);
    return verdict;
  };

  const outermostOf = async (wid: number): Promise<number> => {
    for (let at = wid; ; ) {
      const { parent } = await ask<{ parent: number }>((reply) => X.QueryTree(at, reply));
      if (parent === root || parent === 0) return at;
      at = parent;
    }
  };
  const ownsPoint = async (x: number, y: number) => {
    const { child } = await ask<{ child: number }>((reply) =>
      X.TranslateCoordinates(root, root, x, y, reply),
    );
    return child !== 0 && holdsOwn(child);
  };
  const ownsFocus = async () => {
    const { focus } = await ask<{ focus: number }>((reply) => X.GetInputFocus(reply));
    if (focus === NO_FOCUS) return false;
    if (focus === FOCUS_FOLLOWS_POINTER || focus === root) {
      const at = await ask<{ rootX: number; rootY: number }>((reply) => X.QueryPointer(root, reply));
      return ownsPoint(at.rootX, at.rootY);
    }
    return (await isOwn(focus)) || holdsOwn(await outermostOf(focus).catch(() => focus));
  };
  return { ownsPoint, ownsFocus, close: connection.close };
};

/** Whether this process is behind the connection that made a window; without X-Resource nobody knows. */
const ownershipByServer = async (connection: XConnection): Promise<(wid: number) => Promise<boolean>> => {
  const resources = await connection.extension('res').catch(() => null);
  if (!resources) return async () => false;
  const pidOf = async (xid: number) => {
    const ids = await connection.ask<{ value: number[] }[]>((reply) =>
      resources.QueryClientIds([{ client: xid, mask: resources.ClientIdMask.LocalClientPID }], reply),
    );
    return ids[0]?.value[0] ?? null;
  };
  // In a container the server may know this process by another number.
  const ownNumber = await pidOf(connection.display.resource_base).catch(() => null);
  return async (wid) => {
    const pid = await pidOf(wid).catch(() => null);
    return pid !== null && (pid === ownNumber || isOurProcess(pid));
  };
};

const ownershipByWindow = async ({ X, ask }: XConnection): Promise<(wid: number) => Promise<boolean>> => {
  const atom = await ask<number>((reply) => X.InternAtom(false, '_NET_WM_PID', reply));
  return async (wid) => {
    const value = await ask<{ data: Buffer }>((reply) => X.GetProperty(0, wid, atom, 0, 0, 1, reply)).catch(
      () => null,
    );
    return value !== null && value.data.length >= 4 && isOurProcess(value.data.readUInt32LE());
  };
};
