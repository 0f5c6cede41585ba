import {
  freeKeycodes,
  isTypeable,
  type KeyboardMap,
  keyOf,
  LEVEL3_SHIFT,
  strokesOf,
  symbolOf,
} from './keyboard-map';

/** Rows of a Spanish and a Russian group: q with AltGr+q, a plain key, AltGr, two free keys, one lent and left. */
const MAP: KeyboardMap = {
  first: 8,
  rows: [
    [0, 0, 0, 0],
    [0x71, 0x51, 0x6ca, 0x6ea, 0x40, 0x7d9, 0, 0],
    [0x31, 0x21, 0x31, 0x21, 0, 0],
    [LEVEL3_SHIFT, 0, LEVEL3_SHIFT, 0],
    [0, 0, 0, 0],
    [0x1006f22, 0x1006f22, 0x1006f22, 0x1006f22, 0, 0],
    [0x1008ff12, 0x1008ff12, 0x1008ff12, 0x1008ff12],
  ],
};
const NONE = new Set<number>();

describe('the keyboard map', () => {
  it('gives Latin-1 its own symbols and everything else the Unicode ones', () => {
    expect(Array.from('aé漢😀\n\t').map(symbolOf)).toEqual([
      0x61, 0xe9, 0x1006f22, 0x101f600, 0xff0d, 0xff09,
    ]);
  });

  it('types no control characters and no halves of characters', () => {
    expect(['a', '\n', '\u0000', '\u001b', '\u007f', '\ud800', '😀'].map(isTypeable)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('finds each level of the group in use', () => {
    const first = strokesOf(MAP, 0, NONE);
    expect(first.get(0x71)).toEqual({ keycode: 9, shift: false, level3: false });
    expect(first.get(0x51)).toEqual({ keycode: 9, shift: true, level3: false });
    expect(first.get(0x40)).toEqual({ keycode: 9, shift: false, level3: true });
    expect(first.get(0x6ca)).toBeUndefined();
    const second = strokesOf(MAP, 1, NONE);
    expect(second.get(0x6ea)).toEqual({ keycode: 9, shift: true, level3: false });
    expect(second.get(0x71)).toBeUndefined();
    expect(second.get(0x21)).toEqual({ keycode: 10, shift: true, level3: false });
  });

  it('reaches nothing in groups that the protocol does not tell, and nothing by lent keys', () => {
    expect(strokesOf(MAP, 2, NONE).size).toBe(0);
    expect(strokesOf(MAP, 0, new Set([13])).get(0x1006f22)).toBeUndefined();
    expect(strokesOf(MAP, 0, NONE).get(0x1006f22)).toBeDefined();
  });

  it('has no third level without a key for it', () => {
    const rows = MAP.rows.map((row) => row.map((symbol) => (symbol === LEVEL3_SHIFT ? 0 : symbol)));
    expect(strokesOf({ ...MAP, rows }, 0, NONE).get(0x40)).toBeUndefined();
    expect(keyOf(MAP, LEVEL3_SHIFT)).toBe(11);
  });

  it('lends empty keys and those that a killed process left, but never special keys nor keycode 8', () => {
    expect(freeKeycodes(MAP)).toEqual([12, 13]);
  });
});
