import type { Rectangle } from '@relevo/client/picture/frame';
import { seeded } from '@relevo/testing';
import type { Ground } from './ground';

import { aScreen, whole } from './test-screen';

const WIDTH = 1000;
const HEIGHT = 700;
const DARK = 0x202428;
const LIGHT = 0xf0f0ea;
const WINDOW = { x: 300, y: 200, width: 250, height: 120 };

/** A screen of one colour on which a window stands. */
const aPlainScreen = async () => {
  const screen = await aScreen(WIDTH, HEIGHT);
  const { picture, encoder, options, take } = screen;
  picture.draw(whole(picture), () => DARK);
  picture.text(WINDOW, 1, 5);
  screen.send();
  /** What is on the screen now is sampled: the new ground, if it seems so. */
  const sample = (box: Rectangle = whole(picture)): Ground | null => {
    encoder.begin();
    for (const y of encoder.groundRows(box)) encoder.picture.set(picture.rows(y, y + 1), y * WIDTH * 4);
    return encoder.ground();
  };
  /** What is on the screen now is read to its end, and sent over the ground. */
  const finish = (ground: Ground): string[] => {
    const changes = encoder.changes({ top: 0, bottom: HEIGHT, pixels: picture.rows() }, ground);
    return changes ? take(encoder.encodeChanges(changes, options)) : [];
  };
  /** Draws over all but the window. */
  const repaint = (colour: number): void => {
    picture.draw(whole(picture), () => colour);
    picture.text(WINDOW, 1, 5);
  };
  return { ...screen, sample, finish, repaint };
};

describe('the ground of a large change', () => {
  it('is shown ahead of the rest, in one frame, and leaves what stands on it as it is', async () => {
    const { picture, encoder, options, take, sample, finish, repaint, decoder, same } = await aPlainScreen();
    repaint(LIGHT);
    const ground = sample() as Ground;
    expect(ground.colour).toBe(LIGHT);
    expect(new Set(take(encoder.encodeGround(ground, options)))).toEqual(new Set(['fill']));
    const shown = new Uint32Array(decoder.pixels?.buffer ?? new ArrayBuffer(0), decoder.pixels?.byteOffset);
    const words = picture.pixels;
    const at = (WINDOW.y + 20) * WIDTH + WINDOW.x + 40;
    expect((shown[at] as number) & 0xff).toBe(((words[at] as number) >> 16) & 0xff);
    expect((shown[0] as number) & 0xff).toBe(LIGHT >> 16);
    finish(ground);
    expect(same()).toBe(true);
  });

  it('needs nothing more where all of it came true', async () => {
    const { picture, encoder, options, take, sample, finish, send } = await aPlainScreen();
    picture.draw(whole(picture), () => DARK);
    send();
    picture.draw(whole(picture), () => LIGHT);
    const ground = sample() as Ground;
    take(encoder.encodeGround(ground, options));
    expect(finish(ground)).toEqual([]);
    encoder.settle();
    expect(send()).toEqual([]);
  });

  it('is none where the samples show anything but one new colour', async () => {
    const { picture, sample, repaint } = await aPlainScreen();
    expect(sample()).toBeNull();
    repaint(LIGHT);
    picture.text({ x: 0, y: 0, width: WIDTH, height: HEIGHT / 4 }, 3);
    expect(sample()).toBeNull();
    repaint(LIGHT);
    picture.draw({ x: 0, y: HEIGHT / 2, width: WIDTH, height: HEIGHT / 2 }, () => 0x884422);
    expect(sample()).toBeNull();
  });

  it('is not looked for in a small change, nor where there was hardly any', async () => {
    const { picture, encoder, send } = await aPlainScreen();
    encoder.begin();
    expect(encoder.groundRows({ x: 0, y: 0, width: WIDTH, height: 300 })).toEqual([]);
    picture.text({ x: 0, y: 0, width: WIDTH, height: 300 }, 4, 7);
    send();
    encoder.begin();
    expect(encoder.groundRows(whole(picture))).toEqual([]);
  });

  it('leaves a strip as it is that no sample crosses', async () => {
    const { picture, encoder, options, take, sample, decoder, send } = await aPlainScreen();
    const ruled = (colour: number): void => {
      picture.draw(whole(picture), () => colour);
      picture.draw({ x: 0, y: 96, width: WIDTH, height: 112 }, () => 0x884422);
      picture.draw({ x: 0, y: 128, width: WIDTH, height: 32 }, () => DARK);
    };
    ruled(DARK);
    send();
    ruled(LIGHT);
    take(encoder.encodeGround(sample() as Ground, options));
    const redAt = (y: number): number => decoder.pixels?.[(y * WIDTH + 500) * 4] as number;
    expect([40, 140, 400].map(redAt)).toEqual([LIGHT >> 16, DARK >> 16, LIGHT >> 16]);
  });

  it('lies within what has changed', async () => {
    const { sample, repaint } = await aPlainScreen();
    repaint(LIGHT);
    const box = { x: 10, y: 10, width: WIDTH - 20, height: HEIGHT - 20 };
    for (const area of (sample(box) as Ground).areas) {
      expect([area.x >= box.x, area.y >= box.y]).toEqual([true, true]);
      expect(area.x + area.width).toBeLessThanOrEqual(box.x + box.width);
      expect(area.y + area.height).toBeLessThanOrEqual(box.y + box.height);
    }
  });

  it('is corrected wherever the screen was not so, or is so no more', async () => {
    const random = seeded(20_261_129);
    const below = (end: number): number => Math.floor(random() * end);
    const somewhere = (): Rectangle => {
      const [x, y] = [below(WIDTH - 1), below(HEIGHT - 1)];
      return {
        x,
        y,
        width: 1 + below(Math.min(400, WIDTH - x)),
        height: 1 + below(Math.min(200, HEIGHT - y)),
      };
    };
    const { picture, encoder, options, take, sample, finish, same, send } = await aPlainScreen();
    let grounds = 0;
    for (let round = 0; round < 120; round++) {
      const colour = 0x10101 * below(256);
      const before = picture.pixels.slice();
      picture.draw(whole(picture), () => colour);
      // What stays, though it lies in the box; rarely where a sample is.
      for (let n = below(3); n > 0; n--) {
        const { x, y, width, height } = somewhere();
        for (let row = y; row < y + height; row++) {
          const at = row * WIDTH + x;
          picture.pixels.set(before.subarray(at, at + width), at);
        }
      }
      const ground = sample();
      if (ground) {
        grounds += 1;
        take(encoder.encodeGround(ground, options));
        // What happens while the rest is being read.
        if (random() < 0.2) picture.pixels.set(before);
        for (let n = below(3); n > 0; n--) picture.text(somewhere(), round, 1 + below(9));
        finish(ground);
        encoder.settle();
      } else send();
      expect([round, same()]).toEqual([round, true]);
    }
    expect(grounds).toBeGreaterThan(20);
  });
});
