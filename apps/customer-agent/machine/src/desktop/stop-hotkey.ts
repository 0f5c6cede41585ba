import type { XEvent } from 'x11';
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

    /** The key at the place of S and the keys that bear an S now. */
    let keys = await keysOfS(connection);
    let armed = false;
    const modifiersHeld = async () => {
      const wanted = xkb.ModMask.Control | xkb.ModMask.Mod1 | xkb.ModMask.Shift;
      const { mods } = await ask<{ mods: number }>((reply) => xkb.GetState(xkb.UseCoreKbd, reply));
      return (mods & wanted) === wanted;
    };
    const pressed = async () => {
      if (armed && (await modifiersHeld()) && armed) onStop();
    };

    X.on('event', (event: XEvent) => {
      if (event.name === 'MappingNotify')
        keysOfS(connection).then(
          (found) => {
            keys = found;
          },
          () => undefined,
        );
      else if (event.name === 'XIRawKeyPress' && armed && keys.has(event.detail ?? 0))
        pressed().catch(() => undefined);
    });

    let timer: NodeJS.Timeout | null = null;
    let wasDown = false;
    const poll = async () => {
      const down = await ask<Buffer>((reply) => X.QueryKeymap(reply));
      const isDown = [...keys].some((key) => ((down[key >> 3] ?? 0) >> (key & 7)) & 1);
      if (isDown && !wasDown) await pressed();
      wasDown = isDown;
    };
    if (xinput && hasRawEvents)
      xinput.XISelectEvents(root, {
        deviceId: xinput.AllMasterDevices,
        mask: xinput.EventMask.RawKeyPress,
      });

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

const keysOfS = async ({ X, ask, display }: XConnection): Promise<ReadonlySet<number>> => {
  const first = display.min_keycode;
  const rows = await ask<number[][]>((reply) =>
    X.GetKeyboardMapping(first, display.max_keycode - first + 1, reply),
  );
  return new Set([PHYSICAL_S, ...rows.flatMap((row, index) => (row[0] === SYMBOL_S ? [first + index] : []))]);
};
