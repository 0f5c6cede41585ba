import type { XExtensions } from 'x11';
import { isTypeable, type Stroke, symbolOf } from './keyboard-map';
import { LentKeys } from './lent-keys';
import { type KeyboardReading, PresentKeyboard } from './present-keyboard';
import type { XConnection } from './x-connection';

/** NumLock: changes only the keypad, which text does not use. */
const NUM_LOCK = 0x10;

export interface TypistKeys {
  press(keycode: number): void;
  release(keycode: number): void;
  /** Takes the modifiers that are held off the keyboard; the answer puts those back that are still held. */
  liftModifiers(): () => void;
}

export interface TypingLimits {
  /** False from when all was let go of: what is left is dropped. */
  readonly stillWanted: () => boolean;
  /** Asked right before whatever is not typed at once: whether it may still go where it would. */
  readonly mayGoOn: () => Promise<boolean>;
}

/** Types text on an X11 desktop: what the present keyboard has by its keys, all else by keys lent for the purpose. */
export class TextTypist {
  private readonly lentKeys: LentKeys;
  private readonly keyboard: PresentKeyboard;

  constructor(
    private readonly connection: XConnection,
    private readonly xkb: XExtensions['xkb'],
    private readonly keys: TypistKeys,
  ) {
    this.lentKeys = new LentKeys(connection);
    this.keyboard = new PresentKeyboard(connection, xkb);
  }

  /** Asks how the keyboard is now. Of use only for what is typed next, while nothing else is being typed. */
  look(): Promise<KeyboardReading> {
    return this.keyboard.read(this.lentKeys);
  }

  /** Types as far as it is asked to; between two of its questions no key stays down. */
  async type(
    text: string,
    { stillWanted, mayGoOn }: TypingLimits,
    looking: Promise<KeyboardReading> = this.look(),
  ): Promise<void> {
    const reading = await looking;
    const { map, strokes } = reading;
    const symbols = [...text.replace(/\r\n/g, '\n')].filter(isTypeable).map(symbolOf);
    const capacity = symbols.every((symbol) => strokes.has(symbol)) ? 0 : this.lentKeys.keycodes(map).size;
    for (let at = 0; at < symbols.length && stillWanted(); ) {
      const part = nextPart(symbols.slice(at), strokes, capacity);
      const foreign = part.filter((symbol) => !strokes.has(symbol));
      const lent = await this.lentKeys.lend(foreign, at === 0 ? map : await this.keyboard.readMap());
      // Lending takes so long that the focus may be elsewhere.
      const atOnce = at === 0 && foreign.length === 0;
      const may = atOnce || (stillWanted() && (await mayGoOn()));
      if (may && stillWanted()) this.typePart(part, lent, reading);
      if (foreign.length > 0) this.lentKeys.used();
      if (!may) break;
      at += part.length;
    }
    // What comes next must not overtake it.
    await this.connection.ask((reply) => this.connection.X.GetInputFocus(reply));
  }

  /** Gives the keyboard map back. */
  close(): Promise<void> {
    return this.lentKeys.return();
  }

  /** In one go, so that nothing comes in between. */
  private typePart(
    part: readonly number[],
    lent: ReadonlyMap<number, number>,
    { strokes, shiftKey, level3Key, state }: KeyboardReading,
  ): void {
    const locks = state.lockedMods & ~NUM_LOCK;
    const putBack = this.keys.liftModifiers();
    if (locks) this.lock(locks, 0);
    for (const symbol of part) {
      const keycode = lent.get(symbol);
      const stroke = strokes.get(symbol) ?? (keycode ? { keycode, shift: false, level3: false } : null);
      if (!stroke) continue;
      const held = [stroke.shift ? shiftKey : null, stroke.level3 ? level3Key : null].filter(
        (key) => key !== null,
      );
      for (const key of held) this.keys.press(key);
      this.keys.press(stroke.keycode);
      this.keys.release(stroke.keycode);
      for (const key of held) this.keys.release(key);
    }
    if (locks) this.lock(locks, locks);
    putBack();
  }

  /** CapsLock and its like would change what keys mean: off while typing. */
  private lock(affected: number, locks: number): void {
    this.xkb.LatchLockState(this.xkb.UseCoreKbd, affected, locks, false, 0, 0, 0, false, 0);
  }
}

/** As much from the start as the keys that can be lent suffice for. */
const nextPart = (
  symbols: readonly number[],
  strokes: ReadonlyMap<number, Stroke>,
  capacity: number,
): number[] => {
  const foreign = new Set<number>();
  const part: number[] = [];
  for (const symbol of symbols) {
    if (!strokes.has(symbol)) foreign.add(symbol);
    if (foreign.size > capacity) break;
    part.push(symbol);
  }
  if (part.length === 0) throw new Error('the keyboard map has no free key');
  return part;
};
