import { eventMask, type XEvent } from 'x11';
import type { XConnection } from './x-connection';

/** Where keys go: asked of the X server, and remembered while nothing that it depends on has changed. */
export interface FocusWatch {
  /** A key press would go to a window of the agent, as far as the server has told up to this moment. */
  readonly ownsFocus: () => Promise<boolean>;
  /** A window of the agent is about to come up: for a while nothing is known without asking. */
  readonly doubt: () => void;
}

export interface FocusQuestions {
  /** Whether a window, or the outermost window that it is in, is or holds one of the agent. */
  readonly holdsOwn: (wid: number) => Promise<boolean>;
  readonly ownsPoint: (x: number, y: number) => Promise<boolean>;
  /** Whether an event may have changed whose a window is, or where it is. */
  readonly isChange: (event: XEvent) => boolean;
}

/** Focus values that name no window. */
const NO_FOCUS = 0;
const FOCUS_FOLLOWS_POINTER = 1;
/** How long a window manager may take to give the focus to a window that has come up. */
const DOUBT_MS = 1000;
/** After a change it is looked anew, but not more often than this however often windows come and go. */
const LOOK_AGAIN_MS = 15;

/** What is asked to be told of every window that matters. All who look at windows ask for the same: the last wish holds. */
export const WATCHED = eventMask.FocusChange | eventMask.PropertyChange | eventMask.StructureNotify;

/**
 * Watches the window that has the focus, so that a key needs but one question while it stays there. Only "elsewhere" is
 * remembered: from an answer of the server that came after our wish to be told of changes, to the first event of any.
 */
export const watchFocus = (
  connection: XConnection,
  { holdsOwn, ownsPoint, isChange }: FocusQuestions,
): FocusWatch & { close(): void } => {
  const { X, root, ask } = connection;
  let changes = 0;
  /** The focus is known to be in another program's window. */
  let elsewhere = false;
  let doubtUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const readFocus = async () => (await ask<{ focus: number }>((reply) => X.GetInputFocus(reply))).focus;

  const look = async (): Promise<boolean> => {
    const focus = await readFocus();
    if (focus === NO_FOCUS) return false;
    if (focus === FOCUS_FOLLOWS_POINTER || focus === root) {
      // Nobody tells when the pointer enters another window: always to be asked.
      const at = await ask<{ rootX: number; rootY: number }>((reply) => X.QueryPointer(root, reply));
      return ownsPoint(at.rootX, at.rootY);
    }
    const before = changes;
    X.ChangeWindowAttributes(focus, { eventMask: WATCHED });
    const [own, still] = await Promise.all([holdsOwn(focus), readFocus()]);
    elsewhere = !own && still === focus && before === changes && performance.now() >= doubtUntil;
    return own || (still !== focus && look());
  };

  const lookSoon = () => {
    if (closed) return;
    timer ??= setTimeout(() => {
      timer = null;
      look().catch(() => undefined);
    }, LOOK_AGAIN_MS).unref();
  };

  X.on('event', (event: XEvent) => {
    if (event.name !== 'FocusIn' && event.name !== 'FocusOut' && !isChange(event)) return;
    changes += 1;
    elsewhere = false;
    lookSoon();
  });
  connection.onLost(() => {
    closed = true;
    elsewhere = false;
  });
  lookSoon();

  return {
    ownsFocus: async () => {
      // Every event up to the question comes before its answer on this connection: nothing is taken from old knowledge.
      if (elsewhere) await readFocus();
      return elsewhere ? false : look();
    },
    doubt: () => {
      doubtUntil = performance.now() + DOUBT_MS;
      changes += 1;
      elsewhere = false;
    },
    close: () => {
      closed = true;
      elsewhere = false;
      if (timer) clearTimeout(timer);
    },
  };
};
