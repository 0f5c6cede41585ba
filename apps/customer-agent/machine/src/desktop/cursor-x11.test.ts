import { shapeOf } from './cursor-x11';

const image = (width: number, height: number, pixels: number[], xhot = 0, yhot = 0) => ({
  width,
  height,
  xhot,
  yhot,
  cursorImage: Buffer.from(pixels),
});

describe('the shape of a cursor', () => {
  it('is RGBA with straight alpha', () => {
    // B, G, R, A: opaque, half transparent (premultiplied), fully transparent.
    const shape = shapeOf(image(3, 1, [10, 20, 30, 255, 0, 32, 64, 128, 0, 0, 0, 0], 1, 0));
    expect([...shape.pixels]).toEqual([30, 20, 10, 255, 128, 64, 0, 128, 0, 0, 0, 0]);
    expect([shape.width, shape.height, shape.hotX, shape.hotY]).toEqual([3, 1, 1, 0]);
  });

  it('is cut to 128 pixels and never empty', () => {
    const wide = shapeOf(image(200, 2, new Array<number>(200 * 2 * 4).fill(255), 190, 1));
    expect([wide.width, wide.height, wide.hotX, wide.pixels.length]).toEqual([128, 2, 128, 128 * 2 * 4]);
    const none = shapeOf(image(0, 0, []));
    expect([none.width, none.height, [...none.pixels]]).toEqual([1, 1, [0, 0, 0, 0]]);
  });
});
