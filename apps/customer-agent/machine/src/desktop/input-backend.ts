export type PointerButton = 'left' | 'middle' | 'right';

/** What was asked about the keyboard ahead of one text; only the backend that made it can read it. */
export interface KeyboardLook {
  readonly looked: true;
}

/**
 * Hands on the machine's desktop. Calls take effect in their order; while text is being typed, what comes after
 * it waits. Nothing here asks for permission: the caller has checked the grant.
 */
export interface InputBackend {
  /** Desktop pixels; what lies outside goes to the nearest edge. */
  pointer(x: number, y: number): void;
  button(button: PointerButton, down: boolean, x: number, y: number): void;
  /** Notches at the pointer: positive = right and down. */
  wheel(dx: number, dy: number): void;
  /** `KeyboardEvent.code`: the physical key, whatever the layout. Keys that the machine does not have do nothing. */
  key(code: string, down: boolean): void;
  /**
   * Types any Unicode text whatever the layout. Resolves when it has been typed, or dropped by `releaseAll`.
   * @param mayGoOn asked before whatever is not typed at once; false = nothing more of it is typed
   * @param look what `lookAhead` answered for this very text
   */
  text(text: string, mayGoOn: () => Promise<boolean>, look?: KeyboardLook): Promise<void>;
  /** Asks now what the next text needs to know, so that the question runs beside others; presses nothing. */
  lookAhead?(): KeyboardLook;
  /** What was asked just now is answered here and now, if that takes no time worth mentioning. */
  hurry?(): void;
  /** Lets go of every key and button at once and drops what waits to be typed. */
  releaseAll(): void;
  /** What is held down now: codes, and `mouse:left` and the like. */
  held(): readonly string[];
  /** Lets go of everything and ends. */
  close(): Promise<void>;
}
