import type { InputSender, PointerButton } from './input-sender';
import { KeyboardMapper } from './keyboard';
import type { Point } from './screen-map';
import { WheelNotches } from './wheel';

export interface InputBinding {
  readonly sender: InputSender;
  /** The desktop's pixel under a point of the page; null = not on the picture. */
  readonly toDesktop: (clientX: number, clientY: number) => Point | null;
}

/** `MouseEvent.button` to our names, and to the bit in `buttons`. */
const BUTTONS: Readonly<Record<number, { name: PointerButton; bit: number }>> = {
  0: { name: 'left', bit: 1 },
  1: { name: 'middle', bit: 4 },
  2: { name: 'right', bit: 2 },
};

/**
 * Sends what happens on the picture and in the text field that holds the focus, until the returned function is called.
 * The field is an (invisible) text area: input methods and dead keys work only where text can be typed.
 */
export const bindInput = (
  picture: HTMLElement,
  field: HTMLTextAreaElement,
  { sender, toDesktop }: InputBinding,
): (() => void) => {
  const keyboard = new KeyboardMapper(sender);
  const notches = new WheelNotches();
  const bound = new AbortController();
  const { signal } = bound;
  const letGo = (): void => {
    keyboard.reset();
    sender.releaseAll();
  };

  picture.addEventListener(
    'pointermove',
    (event) => {
      // A second button that goes down or up while one is held comes as a movement.
      if (event.button !== -1) return button(event);
      const at = toDesktop(event.clientX, event.clientY);
      if (at) sender.pointer(at);
    },
    { signal },
  );
  const button = (event: PointerEvent): void => {
    const which = BUTTONS[event.button];
    const at = toDesktop(event.clientX, event.clientY);
    if (!which || !at) return;
    const down = (event.buttons & which.bit) !== 0;
    event.preventDefault();
    if (down) {
      field.focus({ preventScroll: true });
      picture.setPointerCapture(event.pointerId);
      keyboard.sendChoosers();
    }
    sender.button(at, which.name, down);
  };
  picture.addEventListener('pointerdown', button, { signal });
  picture.addEventListener('pointerup', button, { signal });
  picture.addEventListener('pointercancel', letGo, { signal });
  picture.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  picture.addEventListener(
    'wheel',
    (event) => {
      const at = toDesktop(event.clientX, event.clientY);
      event.preventDefault();
      const { dx, dy } = notches.take(event);
      if (!at || (dx === 0 && dy === 0)) return;
      keyboard.sendChoosers();
      sender.wheel(at, dx, dy);
    },
    { signal, passive: false },
  );

  field.addEventListener(
    'keydown',
    (event) => {
      if (keyboard.down(event)) event.preventDefault();
    },
    { signal },
  );
  field.addEventListener('keyup', (event) => keyboard.up(event), { signal });
  // Whatever else ends up in the field was made by an input method, a dead key or the system's own palette.
  const takeText = (): void => {
    keyboard.composed(field.value);
    field.value = '';
  };
  field.addEventListener('compositionend', takeText, { signal });
  field.addEventListener('input', (event) => event.isComposing || takeText(), { signal });
  field.addEventListener('blur', letGo, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && letGo(), { signal });
  window.addEventListener('blur', letGo, { signal });

  return () => {
    bound.abort();
    letGo();
  };
};
