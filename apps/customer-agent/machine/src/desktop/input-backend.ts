export type PointerButton = 'left' | 'middle' | 'right';

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
  /** Types any Unicode text whatever the layout. Resolves when it has been typed, or dropped by `releaseAll`. */
  text(text: string): Promise<void>;
  /** Lets go of every key and button at once and drops what waits to be typed. */
  releaseAll(): void;
  /** What is held down now: codes, and `mouse:left` and the like. */
  held(): readonly string[];
  /** Lets go of everything and ends. */
  close(): Promise<void>;
}
