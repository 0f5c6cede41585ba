import { readFileSync } from 'node:fs';
import { connectX, type XConnection } from './x-connection';

/** Answers whether injected input would hit the agent itself. Asks the system each time: windows come and go. */
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
  const { X, root, ask } = connection;
  try {
    const [isOwn, pidAtom] = await Promise.all([
      ownershipByServer(connection),
      ask<number>((reply) => X.InternAtom(false, '_NET_WM_PID', reply)),
    ]);

    const saysItIsOurs = async (wid: number) => {
      const { data } = await ask<{ data: Buffer }>((reply) => X.GetProperty(0, wid, pidAtom, 0, 0, 1, reply));
      return data.length >= 4 && isOurProcess(data.readUInt32LE());
    };
    const childrenOf = async (wid: number) =>
      (await ask<{ children: number[] }>((reply) => X.QueryTree(wid, reply))).children;
    const parentOf = async (wid: number) =>
      (await ask<{ parent: number }>((reply) => X.QueryTree(wid, reply))).parent;

    /** The window or anything in it. A window that has just gone is nobody's. */
    const holdsOwn = async (wid: number, depth = 0): Promise<boolean> => {
      const [server, itself, children] = await Promise.all([
        isOwn(wid),
        saysItIsOurs(wid).catch(() => false),
        childrenOf(wid).catch(() => [] as number[]),
      ]);
      if (server || itself) return true;
      if (depth >= MAX_DEPTH) return false;
      return (await Promise.all(children.map((child) => holdsOwn(child, depth + 1)))).includes(true);
    };
    const ownsPoint = async (x: number, y: number) => {
      const at = await ask<{ child: number }>((reply) => X.TranslateCoordinates(root, root, x, y, reply));
      return at.child !== 0 && holdsOwn(at.child);
    };
    const outermost = async (wid: number): Promise<number> => {
      for (let at = wid; ; ) {
        const parent = await parentOf(at);
        if (parent === root || parent === 0) return at;
        at = parent;
      }
    };
    const ownsFocus = async () => {
      const { focus } = await ask<{ focus: number }>((reply) => X.GetInputFocus(reply));
      if (focus === NO_FOCUS) return false;
      if (focus === FOCUS_FOLLOWS_POINTER || focus === root) {
        const at = await ask<{ rootX: number; rootY: number }>((reply) => X.QueryPointer(root, reply));
        return ownsPoint(at.rootX, at.rootY);
      }
      if (await isOwn(focus)) return true;
      return holdsOwn(await outermost(focus).catch(() => focus));
    };
    return { ownsPoint, ownsFocus, close: connection.close };
  } catch (error) {
    await connection.close();
    throw error;
  }
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
