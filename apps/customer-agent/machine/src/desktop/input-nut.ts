import type { Key as NutKey } from '@nut-tree/nut-js';
import { MODIFIER_CODES } from './evdev-keycodes';
import type { InputBackend, PointerButton } from './input-backend';
import { loadNut } from './nut';
import { nutKeys } from './nut-keys';
import { OrderedQueue } from './ordered-queue';

/** The program must have read the clipboard before it gets back what it held. */
const PASTE_MS = 200;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Keys that this system cannot press (such as the menu key) and desktops that are away: nothing happens. */
const ignore = () => undefined;

/**
 * Input through nut.js, for every system that it knows. Keys are named by their place on a US keyboard, so under
 * another layout some differ. Its own typing loses shift and everything beyond ASCII: text goes by the clipboard.
 */
export const openNutInput = async (options: { display?: string }): Promise<InputBackend> => {
  const { providers, Key, Button } = await loadNut(options.display);
  const codes = nutKeys(Key);
  const buttons = { left: Button.LEFT, middle: Button.MIDDLE, right: Button.RIGHT } as const;
  const mouse = providers.getMouse();
  const keyboard = providers.getKeyboard();
  const clipboard = providers.getClipboard();

  const queue = new OrderedQueue();
  const heldKeys = new Set<string>();
  const heldButtons = new Set<PointerButton>();
  // The native calls are made within these calls; their promises are only wrappers.
  const press = (key: NutKey) => void keyboard.pressKey(key).catch(ignore);
  const release = (key: NutKey) => void keyboard.releaseKey(key).catch(ignore);
  const setCode = (code: string, down: boolean) => {
    const key = codes.get(code);
    if (key !== undefined) (down ? press : release)(key);
  };
  const move = (x: number, y: number) => void mouse.setMousePosition({ x, y }).catch(ignore);
  const setButton = (button: PointerButton, down: boolean) =>
    void (down ? mouse.pressButton(buttons[button]) : mouse.releaseButton(buttons[button])).catch(ignore);

  const paste = async (text: string, stillWanted: () => boolean, mayGoOn: () => Promise<boolean>) => {
    const before = await clipboard.paste().catch(() => null);
    await clipboard.copy(text);
    if (stillWanted() && (await mayGoOn()) && stillWanted()) {
      const lifted = [...heldKeys].filter((code) => MODIFIER_CODES.has(code));
      for (const code of lifted) setCode(code, false);
      const command = process.platform === 'darwin' ? Key.LeftCmd : Key.LeftControl;
      press(command);
      press(Key.V);
      release(Key.V);
      release(command);
      for (const code of lifted) setCode(code, true);
      await wait(PASTE_MS);
    }
    if (before !== null) await clipboard.copy(before);
  };

  const releaseAll = () => {
    queue.clear();
    for (const button of heldButtons) setButton(button, false);
    for (const code of heldKeys) setCode(code, false);
    heldButtons.clear();
    heldKeys.clear();
  };

  return {
    pointer: (x, y) => queue.do(() => move(x, y)),
    button: (button, down, x, y) =>
      queue.do(() => {
        move(x, y);
        if (down === heldButtons.has(button)) return;
        setButton(button, down);
        if (down) heldButtons.add(button);
        else heldButtons.delete(button);
      }),
    wheel: (dx, dy) =>
      queue.do(() => {
        if (dy !== 0) void (dy > 0 ? mouse.scrollDown(dy) : mouse.scrollUp(-dy)).catch(ignore);
        if (dx !== 0) void (dx > 0 ? mouse.scrollRight(dx) : mouse.scrollLeft(-dx)).catch(ignore);
      }),
    key: (code, down) =>
      queue.do(() => {
        if (!codes.has(code) || down === heldKeys.has(code)) return;
        setCode(code, down);
        if (down) heldKeys.add(code);
        else heldKeys.delete(code);
      }),
    text: (text, mayGoOn) => queue.later((stillWanted) => paste(text, stillWanted, mayGoOn)),
    releaseAll,
    held: () => [...heldKeys, ...[...heldButtons].map((button) => `mouse:${button}`)],
    close: async () => releaseAll(),
  };
};
