import { freeKeycodes, type KeyboardMap } from './keyboard-map';
import { noteLent, takeBackKey } from './lent-record';
import { slowness } from './machine-pressure';
import type { XConnection } from './x-connection';

/** On a machine at rest programs read the new map within this, when they next look at their events; a key pressed sooner shows its old symbol. */
const LEARN_MS = 30;
/** Nor may a key change while a slow program still has to read what was typed with it. */
const SETTLE_MS = 150;
/** The map goes back to what it was when nothing has been typed for so long. */
const RETURN_MS = 2000;
/** A server that takes so long to answer has been doing something else. */
const BUSY_MS = 20;
const SYMBOLS_PER_KEY = 4;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Free keycodes, lent for a while to characters that the present keyboard does not have. */
export class LentKeys {
  private readonly lent = new Map<number, number>();
  private lastUse = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly connection: XConnection) {}

  /** The keys that are or can be lent: so many different symbols at once. */
  keycodes(map: KeyboardMap): ReadonlySet<number> {
    return new Set([...freeKeycodes(map), ...this.lent.values()]);
  }

  /** Lends a key to each symbol (no more than the capacity). Resolves with symbol -> keycode when programs know. */
  async lend(symbols: readonly number[], map: KeyboardMap): Promise<ReadonlyMap<number, number>> {
    // Nothing is used, and so nothing is kept longer.
    if (symbols.length === 0) return this.lent;
    if (this.timer) clearTimeout(this.timer);
    this.forgetForeignChanges(map);
    const wanted = new Set(symbols);
    const missing = [...wanted].filter((symbol) => !this.lent.has(symbol));
    if (missing.length > 0) {
      const taken = new Set(this.lent.values());
      const keys = [...this.keycodes(map)].filter((keycode) => !taken.has(keycode));
      if (keys.length < missing.length) await this.takeBack(wanted, keys, missing.length);
      for (const [index, symbol] of missing.entries()) {
        const keycode = keys[index];
        if (keycode === undefined) throw new Error('the keyboard map has no free key');
        this.lent.set(symbol, keycode);
      }
      await noteLent(this.connection, this.lent);
      for (const symbol of missing) this.write(this.lent.get(symbol) ?? 0, symbol);
      await this.quiet(LEARN_MS * (await slowness()));
    }
    return this.lent;
  }

  /** To be called after typing with lent keys. */
  used(): void {
    this.lastUse = performance.now();
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.return(), RETURN_MS);
  }

  /** Gives the map back as soon as what was typed has been read. */
  async return(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.settled();
    const lent = [...this.lent];
    this.lent.clear();
    await Promise.all(
      lent.map(([symbol, keycode]) => takeBackKey(this.connection, keycode, symbol).catch(() => undefined)),
    );
    if (lent.length > 0) await noteLent(this.connection, this.lent).catch(() => undefined);
  }

  private forgetForeignChanges(map: KeyboardMap): void {
    for (const [symbol, keycode] of this.lent)
      if (map.rows[keycode - map.first]?.[0] !== symbol) this.lent.delete(symbol);
  }

  private async takeBack(wanted: ReadonlySet<number>, keys: number[], count: number): Promise<void> {
    await this.settled();
    for (const [symbol, keycode] of this.lent) {
      if (keys.length >= count) return;
      if (wanted.has(symbol)) continue;
      this.lent.delete(symbol);
      keys.push(keycode);
    }
  }

  private async settled(): Promise<void> {
    const left = this.lastUse + SETTLE_MS * (await slowness()) - performance.now();
    if (left > 0) await this.quiet(left);
  }

  /** So long, and longer while the server is too busy to answer: then programs are late as well. */
  private async quiet(ms: number): Promise<void> {
    const { ask, X } = this.connection;
    for (let answered = false; !answered; ) {
      await wait(ms);
      const asked = performance.now();
      await ask((reply) => X.GetInputFocus(reply));
      answered = performance.now() - asked < BUSY_MS;
    }
  }

  private write(keycode: number, symbol: number): void {
    const symbols = new Array<number>(SYMBOLS_PER_KEY).fill(symbol);
    this.connection.X.ChangeKeyboardMapping(keycode, SYMBOLS_PER_KEY, symbols);
  }
}
