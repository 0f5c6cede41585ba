export interface CursorShape {
  /** Pixels, at most 128 each. */
  width: number;
  height: number;
  /** The point of the shape that points. */
  hotX: number;
  hotY: number;
  /** RGBA rows, alpha not premultiplied. */
  pixels: Uint8Array;
}

/** What the pointer looks like and where it is: captured pictures do not have it. */
export interface CursorSource {
  /** The present shape; null where the system does not tell it. */
  readonly shape: CursorShape | null;
  onShape(listener: (shape: CursorShape) => void): () => void;
  /** Position on the desktop, only when it changes, at most 30 a second, only while watching. */
  onMove(listener: (x: number, y: number) => void): () => void;
  /** Watch while somebody views. A new start tells the position again. */
  watch(on: boolean): void;
  close(): Promise<void>;
}
