/** Where a character is on the present keyboard: the key, and what must be held with it. */
export interface Stroke {
  keycode: number;
  shift: boolean;
  /** AltGr. */
  level3: boolean;
}

/** Rows of symbols by keycode, as the core protocol gives them. */
export interface KeyboardMap {
  first: number;
  rows: readonly (readonly number[])[];
}

const UNICODE = 0x01000000;
const LAST_UNICODE = UNICODE + 0x10ffff;
export const SHIFT_L = 0xffe1;
export const LEVEL3_SHIFT = 0xfe03;

const CONTROL_SYMBOLS: Readonly<Record<string, number>> = { '\n': 0xff0d, '\r': 0xff0d, '\t': 0xff09 };

/** The X symbol of a character: Latin-1 is itself, everything else is its code point in the Unicode range. */
export const symbolOf = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  const latin1 = (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
  return CONTROL_SYMBOLS[character] ?? (latin1 ? point : UNICODE + point);
};

/** Characters that a keyboard can type: no other control characters, no halves of surrogate pairs. */
export const isTypeable = (character: string): boolean =>
  character in CONTROL_SYMBOLS || !/[\p{Cc}\p{Cs}]/u.test(character);

/** The key that bears this symbol alone on its first level, such as Shift. */
export const keyOf = (map: KeyboardMap, symbol: number): number | null => {
  const index = map.rows.findIndex((row) => row[0] === symbol);
  return index < 0 ? null : map.first + index;
};

/**
 * How the keyboard reaches each symbol in the group (layout) that is in use. The core protocol's columns are: levels
 * 1 and 2 of group 1, of group 2, levels 3 and 4 of group 1, of group 2. Later groups are not told: reach nothing.
 * Keycodes that are `lent` do not count: they may bear something else in a moment.
 */
export const strokesOf = (
  map: KeyboardMap,
  group: number,
  lent: ReadonlySet<number>,
): ReadonlyMap<number, Stroke> => {
  const strokes = new Map<number, Stroke>();
  if (group > 1) return strokes;
  const levels = group === 0 ? [0, 1, 4, 5] : [2, 3, 6, 7];
  const hasLevel3 = keyOf(map, LEVEL3_SHIFT) !== null;
  for (const [level, column] of levels.entries()) {
    if (level > 1 && !hasLevel3) break;
    for (const [index, row] of map.rows.entries()) {
      const symbol = row[column] ?? 0;
      if (symbol === 0 || strokes.has(symbol) || lent.has(map.first + index)) continue;
      strokes.set(symbol, { keycode: map.first + index, shift: level % 2 === 1, level3: level > 1 });
    }
  }
  return strokes;
};

/** Keycode 8 is evdev's "no key": some programs ignore it. */
const LOWEST_FREE = 9;

/**
 * Keycodes that bear nothing and may be lent to characters that no key has. A row that is one such character
 * throughout was lent by a process that was killed: free as well.
 */
export const freeKeycodes = (map: KeyboardMap): number[] =>
  map.rows.flatMap((row, index) => {
    const keycode = map.first + index;
    const [symbol = 0] = row;
    const empty = row.every((each) => each === 0);
    const isCharacter = (symbol >= 0xa0 && symbol <= 0xff) || (symbol > UNICODE && symbol <= LAST_UNICODE);
    const lent = isCharacter && row.slice(0, 4).every((each) => each === symbol);
    return keycode >= LOWEST_FREE && (empty || lent) ? [keycode] : [];
  });
