import type { Key as NutKey } from '@nut-tree/nut-js';
import type { Nut } from './nut';

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** `KeyboardEvent.code` to the key of nut.js, which names keys by their place on a US keyboard. */
export const nutKeys = (Key: Nut['Key']): ReadonlyMap<string, NutKey> => {
  const numbered = (code: string, name: string, from: number, to: number): [string, NutKey][] =>
    Array.from({ length: to - from + 1 }, (_, index) => [
      `${code}${from + index}`,
      Key[`${name}${from + index}` as keyof typeof Key],
    ]);
  return new Map<string, NutKey>([
    ...LETTERS.map((letter): [string, NutKey] => [`Key${letter}`, Key[letter as keyof typeof Key]]),
    ...numbered('Digit', 'Num', 0, 9),
    ...numbered('Numpad', 'NumPad', 0, 9),
    ...numbered('F', 'F', 1, 24),
    ['Escape', Key.Escape],
    ['Backquote', Key.Grave],
    ['Minus', Key.Minus],
    ['Equal', Key.Equal],
    ['Backspace', Key.Backspace],
    ['Tab', Key.Tab],
    ['BracketLeft', Key.LeftBracket],
    ['BracketRight', Key.RightBracket],
    ['Backslash', Key.Backslash],
    ['Semicolon', Key.Semicolon],
    ['Quote', Key.Quote],
    ['Enter', Key.Return],
    ['Comma', Key.Comma],
    ['Period', Key.Period],
    ['Slash', Key.Slash],
    ['Space', Key.Space],
    ['CapsLock', Key.CapsLock],
    ['ShiftLeft', Key.LeftShift],
    ['ShiftRight', Key.RightShift],
    ['ControlLeft', Key.LeftControl],
    ['ControlRight', Key.RightControl],
    ['AltLeft', Key.LeftAlt],
    ['AltRight', Key.RightAlt],
    ['MetaLeft', process.platform === 'darwin' ? Key.LeftCmd : Key.LeftSuper],
    ['MetaRight', process.platform === 'darwin' ? Key.RightCmd : Key.RightSuper],
    ['ContextMenu', Key.Menu],
    ['ArrowLeft', Key.Left],
    ['ArrowRight', Key.Right],
    ['ArrowUp', Key.Up],
    ['ArrowDown', Key.Down],
    ['Home', Key.Home],
    ['End', Key.End],
    ['PageUp', Key.PageUp],
    ['PageDown', Key.PageDown],
    ['Insert', Key.Insert],
    ['Delete', Key.Delete],
    ['PrintScreen', Key.Print],
    ['ScrollLock', Key.ScrollLock],
    ['NumLock', Key.NumLock],
    ['NumpadDivide', Key.Divide],
    ['NumpadMultiply', Key.Multiply],
    ['NumpadSubtract', Key.Subtract],
    ['NumpadAdd', Key.Add],
    ['NumpadDecimal', Key.Decimal],
    ['NumpadEnter', Key.Enter],
    ['AudioVolumeMute', Key.AudioMute],
    ['AudioVolumeDown', Key.AudioVolDown],
    ['AudioVolumeUp', Key.AudioVolUp],
  ]);
};
