import { releaseAfterCrash } from './crash-release';
import { EVDEV_KEYCODES, MODIFIER_CODES } from './evdev-keycodes';
import type { InputBackend, KeyboardLook, PointerButton } from './input-backend';
import { OrderedQueue } from './ordered-queue';
import type { KeyboardReading } from './present-keyboard';
import { TextTypist } from './text-typist';
import { connectX, displayName } from './x-connection';

const BUTTONS: Readonly<Record<PointerButton, number>> = { left: 1, middle: 2, right: 3 };
/** A question about the keyboard that is on its way; nothing where something was still being typed. */
class Look implements KeyboardLook {
  readonly looked = true;

  constructor(readonly reading: Promise<KeyboardReading> | undefined) {
    // It may never be waited for.
    reading?.catch(() => undefined);
  }
}

const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;

/** Input through XTEST: events leave in the call itself. Rejects when the server has no XTEST or XKB. */
export const openX11Input = async (options: { display?: string }): Promise<InputBackend> => {
  const connection = await connectX(options.display, { buffered: true });
  const { X, display } = connection;
  const [xtest, xkb] = await Promise.all([connection.extension('xtest'), connection.extension('xkb')]).catch(
    async (error: unknown) => {
      await connection.close();
      throw error;
    },
  );
  // A program that grabs the whole server must not keep us from letting go of keys.
  xtest.GrabControl(true);

  const crash = releaseAfterCrash(displayName(options.display) ?? '');

  const queue = new OrderedQueue();
  const heldKeys = new Set<string>();
  const heldButtons = new Set<PointerButton>();
  let closing = false;
  const fake = (type: number, detail: number, x = 0, y = 0) => {
    if (!connection.lost && !closing) xtest.FakeInput(type, detail, 0, 0, x, y);
  };
  /** Sends what was faked so far, within this call. */
  const send = () => {
    if (!connection.lost && !closing) X.flush(() => undefined);
  };
  /** In its turn, which is now unless text is being typed. */
  const act = (run: () => void) =>
    queue.do(() => {
      run();
      send();
    });
  const press = (keycode: number) => fake(xtest.KeyPress, keycode);
  const release = (keycode: number) => fake(xtest.KeyRelease, keycode);
  const move = (x: number, y: number) => {
    const screen = display.screen[0];
    if (!screen) return;
    // The server clamps to the present size; here only to what the request can carry.
    const clamp = (value: number) => Math.max(0, Math.min(32_767, Math.round(value)));
    fake(xtest.MotionNotify, 0, clamp(x), clamp(y));
  };
  const notches = (count: number, back: number, forth: number) => {
    const button = count < 0 ? back : forth;
    for (let n = 0; n < Math.abs(count); n += 1) {
      fake(xtest.ButtonPress, button);
      fake(xtest.ButtonRelease, button);
    }
  };
  const typist = new TextTypist(connection, xkb, {
    press,
    release,
    liftModifiers: () => {
      const lifted = [...heldKeys].filter((code) => MODIFIER_CODES.has(code));
      for (const code of lifted) release(EVDEV_KEYCODES[code] ?? 0);
      return () => {
        for (const code of lifted) press(EVDEV_KEYCODES[code] ?? 0);
      };
    },
  });

  const releaseAll = () => {
    queue.clear();
    for (const button of heldButtons) fake(xtest.ButtonRelease, BUTTONS[button]);
    for (const code of heldKeys) release(EVDEV_KEYCODES[code] ?? 0);
    heldButtons.clear();
    heldKeys.clear();
    send();
  };

  return {
    pointer: (x, y) => act(() => move(x, y)),
    button: (button, down, x, y) =>
      act(() => {
        move(x, y);
        if (down === heldButtons.has(button)) return;
        fake(down ? xtest.ButtonPress : xtest.ButtonRelease, BUTTONS[button]);
        if (down) heldButtons.add(button);
        else heldButtons.delete(button);
      }),
    wheel: (dx, dy) =>
      act(() => {
        notches(dy, WHEEL.up, WHEEL.down);
        notches(dx, WHEEL.left, WHEEL.right);
      }),
    key: (code, down) =>
      act(() => {
        const keycode = EVDEV_KEYCODES[code];
        // The server repeats a held key by itself.
        if (keycode === undefined || down === heldKeys.has(code)) return;
        if (down) {
          press(keycode);
          heldKeys.add(code);
        } else {
          release(keycode);
          heldKeys.delete(code);
        }
      }),
    text: (text, mayGoOn, look) => {
      // What was typed meanwhile may have changed the keyboard.
      const known = look instanceof Look && queue.idle ? look.reading : undefined;
      return queue.later((stillWanted) => typist.type(text, { stillWanted, mayGoOn }, known));
    },
    lookAhead: () => new Look(queue.idle ? typist.look() : undefined),
    hurry: connection.hurry,
    releaseAll,
    held: () => [...heldKeys, ...[...heldButtons].map((button) => `mouse:${button}`)],
    close: async () => {
      if (closing) return;
      releaseAll();
      closing = true;
      crash.stop();
      await typist.close();
      await connection.close();
    },
  };
};
