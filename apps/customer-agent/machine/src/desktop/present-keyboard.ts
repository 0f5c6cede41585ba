import type { XEvent, XExtensions } from 'x11';
import { type KeyboardMap, keyOf, LEVEL3_SHIFT, SHIFT_L, type Stroke, strokesOf } from './keyboard-map';
import type { XConnection } from './x-connection';

/** All that a map has: types, symbols, modifiers, actions … */
const EVERY_PART = 0xff;
/** What the package calls an event of this extension that it does not take apart: here those that were asked for. */
const CHANGE = 'XkbEvent';

export interface KeyboardState {
  readonly group: number;
  readonly lockedMods: number;
}

/** What a character needs to be typed, as the keyboard is at the moment of the question. */
export interface KeyboardReading {
  readonly map: KeyboardMap;
  readonly state: KeyboardState;
  readonly strokes: ReadonlyMap<number, Stroke>;
  /** The keys that choose a level; null = this keyboard has none. */
  readonly shiftKey: number | null;
  readonly level3Key: number | null;
}

/** The keyboard of an X server. Its map is read again only when the server has told of a change: one short question a time. */
export class PresentKeyboard {
  private map: KeyboardMap | null = null;
  /** What follows from the map and one group: dear to find, the same for every letter. */
  private derived: { group: number; of: Omit<KeyboardReading, 'map' | 'state'> } | null = null;
  private changes = 0;

  constructor(
    private readonly connection: XConnection,
    private readonly xkb: XExtensions['xkb'],
  ) {
    const { MapNotify, NewKeyboardNotify } = xkb.EventType;
    const wanted = MapNotify | NewKeyboardNotify;
    xkb.SelectEvents(xkb.UseCoreKbd, wanted, 0, wanted, EVERY_PART, EVERY_PART);
    connection.X.on('event', (event: XEvent) => {
      if (event.name !== CHANGE) return;
      this.changes += 1;
      this.map = null;
      this.derived = null;
    });
  }

  /** @param lent keys that are, or may be, lent to characters and so reach nothing of their own */
  async read(lent: { keycodes(map: KeyboardMap): ReadonlySet<number> }): Promise<KeyboardReading> {
    // Its answer comes after every change up to the question.
    const state = await this.connection.ask<KeyboardState>((reply) =>
      this.xkb.GetState(this.xkb.UseCoreKbd, reply),
    );
    const map = await this.readMap();
    if (this.derived?.group === state.group) return { map, state, ...this.derived.of };
    const of = {
      strokes: strokesOf(map, state.group, lent.keycodes(map)),
      shiftKey: keyOf(map, SHIFT_L),
      level3Key: keyOf(map, LEVEL3_SHIFT),
    };
    if (this.map === map) this.derived = { group: state.group, of };
    return { map, state, ...of };
  }

  /** Asks nothing where no change was told of since the last reading. */
  async readMap(): Promise<KeyboardMap> {
    if (this.map) return this.map;
    const { display, X, ask } = this.connection;
    const first = display.min_keycode;
    const before = this.changes;
    const rows = await ask<number[][]>((reply) =>
      X.GetKeyboardMapping(first, display.max_keycode - first + 1, reply),
    );
    const map = { first, rows };
    if (before === this.changes) this.map = map;
    return map;
  }
}
