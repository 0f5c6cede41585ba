import type { XExtensions } from 'x11';
import {
  isTypeable,
  type KeyboardMap,
  keyOf,
  LEVEL3_SHIFT,
  SHIFT_L,
  type Stroke,
  strokesOf,
  symbolOf,
} from './keyboard-map';
import { LentKeys } from './lent-keys';
import type { XConnection } from './x-connection';

/** NumLock: changes only the keypad, which text does not use. */
const NUM_LOCK = 0x10;

export interface TypistKeys {
  press(keycode: number): void;
  release(keycode: number): void;
  /** Takes the modifiers that are held off the keyboard; the answer puts those back that are still held. */
  liftModifiers(): () => void;
}

/** Types text on an X11 desktop: what the present keyboard has by its keys, all else by keys lent for the purpose. */
export class TextTypist {
  private readonly lentKeys: LentKeys;

  constructor(
    private readonly connection: XConnection,
    private readonly xkb: XExtensions['xkb'],
    private readonly keys: TypistKeys,
  ) {
    this.lentKeys = new LentKeys(connection);
  }

  /** Types as far as `stillWanted` says; between two looks at it no key stays down. */
  async type(text: string, stillWanted: () => boolean): Promise<void> {
    const [map, state] = await Promise.all([this.readMap(), this.readState()]);
    const strokes = strokesOf(map, state.group, this.lentKeys.keycodes(map));
    const symbols = [...text.replace(/\r\n/g, '\n')].filter(isTypeable).map(symbolOf);
    const capacity = this.lentKeys.keycodes(map).size;
    for (let at = 0; at < symbols.length && stillWanted(); ) {
      const part = nextPart(symbols.slice(at), strokes, capacity);
      const foreign = part.filter((symbol) => !strokes.has(symbol));
      const lent = await this.lentKeys.lend(foreign, at === 0 ? map : await this.readMap());
      if (stillWanted()) this.typePart(part, strokes, lent, map, state.lockedMods & ~NUM_LOCK);
      if (foreign.length > 0) this.lentKeys.used();
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
    strokes: ReadonlyMap<number, Stroke>,
    lent: ReadonlyMap<number, number>,
    map: KeyboardMap,
    locks: number,
  ): void {
    const shiftKey = keyOf(map, SHIFT_L);
    const level3Key = keyOf(map, LEVEL3_SHIFT);
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

  private async readMap(): Promise<KeyboardMap> {
    const { display, X, ask } = this.connection;
    const first = display.min_keycode;
    const rows = await ask<number[][]>((reply) =>
      X.GetKeyboardMapping(first, display.max_keycode - first + 1, reply),
    );
    return { first, rows };
  }

  private readState(): Promise<{ lockedMods: number; group: number }> {
    return this.connection.ask((reply) => this.xkb.GetState(this.xkb.UseCoreKbd, reply));
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
