import { eventMask, type XEvent } from 'x11';
import { agentMark } from './agent-mark';
import { type FocusWatch, WATCHED, watchFocus } from './focus-watch';
import { windowOwnership } from './window-owner';
import { connectX, type XConnection } from './x-connection';

/** Answers whether injected input would hit an agent, this one or another, as the windows are at the moment of the question. */
export interface OwnWindows extends FocusWatch {
  /** A click at this point of the desktop would hit a window of the agent, or its frame. */
  ownsPoint(x: number, y: number): Promise<boolean>;
  /** What was asked just now is answered here and now, if the server is as quick as it should be. */
  hurry(): void;
  close(): Promise<void>;
}

/** Frames of window managers are one or two deep. */
const MAX_DEPTH = 4;
const CHANGES: ReadonlySet<string> = new Set([
  'CreateNotify',
  'DestroyNotify',
  'MapNotify',
  'ReparentNotify',
  'UnmapNotify',
]);

/**
 * Own windows of an X11 desktop. Whose a window is says the server, which knows the process behind each connection,
 * the window itself (`_NET_WM_PID`), and the mark that every agent puts on its windows; any of them is enough. Rejects
 * when there is no X server.
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
  const [isOurs, mark] = await Promise.all([windowOwnership(connection), agentMark(connection)]);
  const isOwn = async (wid: number) => (await Promise.all([isOurs(wid), mark.isOn(wid)])).includes(true);

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
    // It may be marked a moment later.
    for (const wid of byClient.values()) X.ChangeWindowAttributes(wid, { eventMask: WATCHED });
    return (await Promise.all([...byClient.values()].map(isOwn))).includes(true);
  };

  /** Verdicts hold until windows are made, moved into one another, shown or gone. */
  const verdicts = new Map<number, boolean>();
  let changes = 0;
  const isChange = (event: XEvent): boolean =>
    CHANGES.has(event.name ?? '') || (event.name === 'PropertyNotify' && event.atom === mark.atom);
  X.on('event', (event: XEvent) => {
    if (!isChange(event)) return;
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
  const focus = watchFocus(connection, {
    holdsOwn: async (wid) => (await isOwn(wid)) || holdsOwn(await outermostOf(wid).catch(() => wid)),
    ownsPoint,
    isChange,
  });
  return {
    ownsPoint,
    ownsFocus: focus.ownsFocus,
    doubt: focus.doubt,
    hurry: connection.hurry,
    close: () => {
      focus.close();
      return connection.close();
    },
  };
};
