import type { Rectangle } from '@relevo/client/picture/frame';

/** As in `@relevo/testing`, which only tests themselves may import in this app. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A desktop of BGRX pixels to draw on, as a test has it instead of a screen. */
export class TestPicture {
  readonly pixels: Uint32Array<ArrayBuffer>;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint32Array(width * height);
  }

  draw({ x, y, width, height }: Rectangle, colourAt: (x: number, y: number) => number): void {
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++)
        this.pixels[row * this.width + column] = colourAt(column - x, row - y);
  }

  /** Something like lines of text: repeatable for a seed, no two lines alike. */
  text(rectangle: Rectangle, seed: number, colours = 2): void {
    const random = seeded(seed);
    this.draw(rectangle, (_, y) => (y % 16 > 11 ? 0xffffff : Math.floor(random() ** 3 * colours) * 0x123457));
  }

  /** The content of a rectangle moves up by so many rows (down when negative); uncovered rows keep theirs. */
  scroll({ x, y, width, height }: Rectangle, distance: number): void {
    const before = this.pixels.slice();
    for (let row = y; row < y + height; row++) {
      const from = row + distance;
      if (from < y || from >= y + height) continue;
      for (let column = x; column < x + width; column++)
        this.pixels[row * this.width + column] = before[from * this.width + column] as number;
    }
  }

  /** The bytes of rows [top, bottom), as a grab gives them. */
  rows(top = 0, bottom = this.height): Uint8Array {
    return new Uint8Array(this.pixels.buffer, top * this.width * 4, (bottom - top) * this.width * 4);
  }

  /** Whether these RGBA pixels are this picture, opaque. */
  isShownBy(rgba: Uint8ClampedArray<ArrayBuffer> | null): boolean {
    if (rgba?.length !== this.pixels.length * 4) return false;
    const shown = new Uint32Array(rgba.buffer, rgba.byteOffset, this.pixels.length);
    return this.pixels.every((pixel, i) => {
      const opaque = 0xff000000 | ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 0xff);
      return shown[i] === opaque >>> 0;
    });
  }
}
