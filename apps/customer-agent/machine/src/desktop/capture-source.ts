import type { Rectangle } from '@relevo/client/picture/frame';

export interface CapturedRows {
  top: number;
  bottom: number;
  /** Nothing has changed outside of columns [left, right); without them it may have anywhere. */
  left?: number;
  right?: number;
  /** BGRX, full width, rows [top, bottom); valid until the next grab. */
  pixels: Uint8Array;
}

/** Told of a grab while it is still being read. */
export interface EarlyReader {
  /**
   * Rows that are there already, from the first on, in parts that end at a multiple of 16; null = the reading begins anew, what was told is
   * void. They are of the desktop's size at that moment.
   */
  rows(rows: CapturedRows | null): void;
  /** Before a large change in this box is read: the rows of it that are wanted first. */
  samples?(box: Rectangle): readonly number[];
  /** Those rows are in their place in the picture that `into` has named. */
  sampled?(): void;
}

/** The picture of the whole desktop, without the cursor. */
export interface CaptureSource {
  /** Of the desktop now; a change of resolution changes it, and the next grab then returns everything. */
  readonly width: number;
  readonly height: number;
  /** Called when something has changed since the last grab; may be called more than once. Returns the way to stop it. */
  onDamage(listener: () => void): () => void;
  /**
   * The rows that changed since the last grab; null = nothing changed. The first grab returns everything. `early` may be told of rows
   * among them.
   */
  grab(early?: EarlyReader): Promise<CapturedRows | null>;
  /** From now on rows are written to their place in this picture (of the desktop's present size), where that is possible. */
  into?(picture: Uint8Array): void;
  /** The next grab returns everything. */
  invalidate(): void;
  close(): Promise<void>;
}

export interface CaptureOptions {
  /** An X display name; default: `DISPLAY`. */
  display?: string;
}
