import type { XEvent } from 'x11';
import { RawKeys } from './raw-keys';
import { connectX, type XConnection } from './x-connection';

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
/** Ctrl, Alt and Shift: their row in the server's table of modifiers, and the keys at their places, left and right. */
const MODIFIERS = [
  { row: 2, places: [37, 105] },
  { row: 3, places: [64, 108] },
  { row: 0, places: [50, 62] },
] as const;
const POLL_MS = 33;

/**
 * Watches for the stop hotkey on an X11 desktop; `onStop` is called at every press while armed. Rejects when there is
 * no X server. Raw events reach us also while another program has grabbed the keyboard (XInput 2.1), and tell what was
 * held at the press even when they are read much later.
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
    /** By the server's present state: knows latched modifiers (sticky keys), but not what was when the key went down. */
    const modifiersHeld = async (keycode: number) => {
      const wanted = xkb.ModMask.Control | xkb.ModMask.Mod1 | xkb.ModMask.Shift;
      const [{ mods }, map] = await Promise.all([
        ask<{ mods: number }>((reply) => xkb.GetState(xkb.UseCoreKbd, reply)),
        ask<Buffer>((reply) => X.QueryKeymap(reply)),
      ]);
      return keysDown(map).has(keycode) && (mods & wanted) === wanted;
    };
    /** Asked anew each time: another layout may have been set. */
    const isS = async (keycode: number) => {
      if (keycode === PHYSICAL_S) return true;
      const rows = await ask<number[][]>((reply) => X.GetKeyboardMapping(keycode, 1, reply));
      return rows[0]?.[0] === SYMBOL_S;
    };
    const pressed = async (keycode: number, withModifiers: boolean) => {
      if (!armed || !(await isS(keycode))) return;
      if ((withModifiers || (await modifiersHeld(keycode))) && armed) onStop();
    };

    let timer: NodeJS.Timeout | null = null;
    let before: ReadonlySet<number> = new Set();
    const poll = async () => {
      const now = keysDown(await ask<Buffer>((reply) => X.QueryKeymap(reply)));
      const added = [...now].filter((keycode) => !before.has(keycode));
      before = now;
      for (const keycode of added) await pressed(keycode, false);
    };
    if (xinput && hasRawEvents) {
      let modifiers = await modifierKeys(connection);
      const keys = new RawKeys(keysDown(await ask<Buffer>((reply) => X.QueryKeymap(reply))));
      X.on('event', (event: XEvent) => {
        const { name, detail: keycode = 0, deviceId: device = 0 } = event;
        if (name === 'MappingNotify')
          modifierKeys(connection).then(
            (now) => (modifiers = now),
            () => undefined,
          );
        // From the keyboard itself: the copy for all keyboards together waits while a program has frozen them.
        if (device !== event.sourceId) return;
        if (name === 'XIRawKeyRelease') keys.release(device, keycode);
        if (name !== 'XIRawKeyPress') return;
        keys.press(device, keycode);
        const withModifiers = modifiers.every((one) => keys.holds(one));
        pressed(keycode, withModifiers).catch(() => undefined);
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

/** For Ctrl, Alt and Shift the keys that make them: by the layout, and by their places. */
const modifierKeys = async ({ X, ask }: XConnection): Promise<readonly (readonly number[])[]> => {
  const rows = await ask<number[][]>((reply) => X.GetModifierMapping(reply));
  return MODIFIERS.map(({ row, places }) => [
    ...places,
    ...(rows[row] ?? []).filter((keycode) => keycode > 0),
  ]);
};

const keysDown = (map: Buffer): ReadonlySet<number> =>
  new Set(
    [...map].flatMap((byte, index) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) & 1).map((bit) => index * 8 + bit),
    ),
  );
