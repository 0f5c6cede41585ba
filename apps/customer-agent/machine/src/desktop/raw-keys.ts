/** A device number that no keyboard has: keys that were down before anybody listened. */
const BEFORE = 0;

/**
 * Which keys are down, keyboard by keyboard, by the raw events alone: true at the moment of each event, however late it
 * is read, and no controller can lift a key that a person holds.
 */
export class RawKeys {
  private readonly down = new Map<number, Set<number>>();

  constructor(before: Iterable<number> = []) {
    this.down.set(BEFORE, new Set(before));
  }

  press(device: number, keycode: number): void {
    const keys = this.down.get(device) ?? new Set();
    this.down.set(device, keys.add(keycode));
  }

  release(device: number, keycode: number): void {
    this.down.get(device)?.delete(keycode);
    this.down.get(BEFORE)?.delete(keycode);
  }

  /** Whether some keyboard holds one of these keys. */
  holds(keycodes: readonly number[]): boolean {
    return [...this.down.values()].some((keys) => keycodes.some((keycode) => keys.has(keycode)));
  }
}
