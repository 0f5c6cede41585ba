import type { XClient, XDisplay, XExtensions } from 'x11';

/** Names of keys in a combination such as `Ctrl+Shift+S`; any other name is the character that the key bears. */
const SYMBOLS: Readonly<Record<string, number>> = {
  Ctrl: 0xffe3,
  Shift: 0xffe1,
  Alt: 0xffe9,
  AltGr: 0xfe03,
  Super: 0xffeb,
  Enter: 0xff0d,
  Escape: 0xff1b,
  Tab: 0xff09,
  Backspace: 0xff08,
  Delete: 0xffff,
  Home: 0xff50,
  Left: 0xff51,
  Up: 0xff52,
  Right: 0xff53,
  Down: 0xff54,
  End: 0xff57,
  CapsLock: 0xffe5,
  Space: 0x20,
  ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`F${index + 1}`, 0xffbe + index])),
};

/** A finger does not leave a key at once. */
const HOLD_MS = 100;

/** The keyboard in front of the machine, as a person uses it: only what is printed on its keys. */
export class PersonsKeyboard {
  constructor(
    private readonly display: XDisplay,
    private readonly xtest: XExtensions['xtest'],
  ) {}

  /** Presses and releases keys together: `Ctrl+Alt+Shift+S`, `Enter`, `a`. */
  async combination(names: string): Promise<void> {
    const keys = names === '+' ? ['+'] : names.split('+');
    for (const name of keys) await this.set(name, true);
    await new Promise((resolve) => setTimeout(resolve, HOLD_MS));
    for (const name of keys.toReversed()) await this.set(name, false);
  }

  private async set(name: string, down: boolean): Promise<void> {
    const [keycode] = await this.find(SYMBOLS[name] ?? name.toLowerCase().codePointAt(0) ?? 0);
    this.fake(keycode, down);
    await this.X.sync();
  }

  /** Types characters that the keyboard has on its first two levels. Throws for any other. */
  async type(text: string): Promise<void> {
    const [shift] = await this.find(SYMBOLS['Shift'] ?? 0);
    for (const character of text.replaceAll('\n', '\r')) {
      const symbol = character === '\r' ? SYMBOLS['Enter'] : character.codePointAt(0);
      const [keycode, level] = await this.find(symbol ?? 0);
      if (level === 1) this.fake(shift, true);
      this.fake(keycode, true);
      this.fake(keycode, false);
      if (level === 1) this.fake(shift, false);
      await this.X.sync();
    }
  }

  private get X(): XClient {
    return this.display.client;
  }

  private fake(keycode: number, down: boolean): void {
    this.xtest.FakeInput(down ? this.xtest.KeyPress : this.xtest.KeyRelease, keycode, 0, 0, 0, 0);
  }

  private async find(symbol: number): Promise<[keycode: number, level: number]> {
    const { min_keycode: first, max_keycode: last } = this.display;
    const rows = await new Promise<number[][]>((resolve, reject) =>
      this.X.GetKeyboardMapping(first, last - first + 1, (error, value) => {
        if (error) reject(error);
        else resolve(value);
        return true;
      }),
    );
    for (const level of [0, 1]) {
      const index = rows.findIndex((row) => row[level] === symbol);
      if (index >= 0) return [first + index, level];
    }
    throw new Error(`the keyboard has no key for symbol ${symbol.toString(16)}`);
  }
}
