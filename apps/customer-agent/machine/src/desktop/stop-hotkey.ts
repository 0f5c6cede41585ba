import type { XEvent } from 'x11';
import { connectX } from './x-connection';

/** Ctrl+Alt+Shift+S, seen whatever program holds the keyboard. */
export interface StopHotkey {
  /** How it is seen: told by the server, or by asking for the keys again and again (only while armed). */
  readonly method: 'events' | 'polling';
  /** Watch for it: while anything is granted. */
  arm(on: boolean): void;
  close(): Promise<void>;
}

const PHYSICAL_S = 39;
const SYMBOL_S = 0x73;
/** The keys at the places of Ctrl, Alt and Shift, left and right. */
const PHYSICAL_MODIFIERS: readonly (readonly number[])[] = [
  [37, 105],
  [64, 108],
  [50, 62],
];
const POLL_MS = 33;

/**
 * Watches for the stop hotkey on an X11 desktop; `onStop` is called at every press while armed. Rejects when there is
 * no X server. Raw events reach us also while another program has grabbed the keyboard (XInput 2.1).
 */
export const openStopHotkey = async (
  onStop: () => void,
  options: { display?: string; method?: 'events' | 'polling' } = {},
): Promise<StopHotkey> => {
  const connection = await connectX(options.display);
  const { X, root, ask } = connection;
  try {
    const xkb = await connection.extension('xkb');
    const xinput =
      options.method === 'polling' ? null : await connection.extension('xinput').catch(() => null);
    const { xi2 } = xinput ?? {};
    const hasRawEvents = !!xi2 && (xi2.majorVersion > 2 || xi2.minorVersion >= 1);

    let armed = false;
    /** Keys that are down by the raw events; these come also while a program has frozen the keyboard. */
    const rawDown = new Set<number>();
    const modifiersHeld = async (keycode: number) => {
      const wanted = xkb.ModMask.Control | xkb.ModMask.Mod1 | xkb.ModMask.Shift;
      const [{ mods }, map] = await Promise.all([
        ask<{ mods: number }>((reply) => xkb.GetState(xkb.UseCoreKbd, reply)),
        ask<Buffer>((reply) => X.QueryKeymap(reply)),
      ]);
      if (keysDown(map).has(keycode)) return (mods & wanted) === wanted;
      // The server has not taken note of this press: frozen, and its state is of before.
      return PHYSICAL_MODIFIERS.every((pair) => pair.some((key) => rawDown.has(key)));
    };
    /** Asked anew each time: another layout may have been set. */
    const isS = async (keycode: number) => {
      if (keycode === PHYSICAL_S) return true;
      const rows = await ask<number[][]>((reply) => X.GetKeyboardMapping(keycode, 1, reply));
      return rows[0]?.[0] === SYMBOL_S;
    };
    const pressed = async (keycode: number) => {
      if (armed && (await modifiersHeld(keycode)) && (await isS(keycode)) && armed) onStop();
    };

    let timer: NodeJS.Timeout | null = null;
    let before: ReadonlySet<number> = new Set();
    const poll = async () => {
      const now = keysDown(await ask<Buffer>((reply) => X.QueryKeymap(reply)));
      const added = [...now].filter((keycode) => !before.has(keycode));
      before = now;
      for (const keycode of added) await pressed(keycode);
    };
    if (xinput && hasRawEvents) {
      X.on('event', (event: XEvent) => {
        const keycode = event.detail ?? 0;
        // From the keyboard itself: the copy for all keyboards together waits while a program has frozen them.
        if (event.deviceId !== event.sourceId) return;
        if (event.name === 'XIRawKeyRelease') rawDown.delete(keycode);
        if (event.name !== 'XIRawKeyPress') return;
        rawDown.add(keycode);
        pressed(keycode).catch(() => undefined);
      });
      xinput.XISelectEvents(root, {
        deviceId: xinput.AllDevices,
        mask: xinput.EventMask.RawKeyPress | xinput.EventMask.RawKeyRelease,
      });
      await X.sync();
    }

    return {
      method: hasRawEvents ? 'events' : 'polling',
      arm: (on) => {
        armed = on;
        if (hasRawEvents || on === (timer !== null)) return;
        if (timer) clearInterval(timer);
        timer = on ? setInterval(() => void poll().catch(() => undefined), POLL_MS) : null;
      },
      close: async () => {
        armed = false;
        if (timer) clearInterval(timer);
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
};

const keysDown = (map: Buffer): ReadonlySet<number> =>
  new Set(
    [...map].flatMap((byte, index) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) & 1).map((bit) => index * 8 + bit),
    ),
  );
