import type { Rectangle } from '@relevo/client/picture/frame';
import { readFrame } from '@relevo/client/picture/frame-reader';
import { seeded } from '@relevo/testing';
import type { FrameOptions } from './encoder';
import { aScreen, optionsOf, whole } from './test-screen';

describe('picture encoder and decoder', () => {
  it('sends nothing when nothing changed', async () => {
    const { send, same } = await aScreen(200, 100);
    expect(send()).toEqual([]);
    expect(same()).toBe(true);
  });

  it('does not see the meaningless fourth byte', async () => {
    const { picture, send } = await aScreen(200, 100);
    picture.draw(whole(picture), () => 0xaa000000);
    expect(send()).toEqual([]);
  });

  it.each([30, 240])(
    'sends a plain box of %i rows as one fill, wherever it lies in the tiles',
    async (height) => {
      const { picture, send, same } = await aScreen(640, 480);
      picture.text(whole(picture), 3, 5);
      send();
      picture.draw({ x: 201, y: 107, width: 243, height }, () => 0x336699);
      expect(send()).toEqual(['fill']);
      expect(same()).toBe(true);
      picture.draw({ x: 300, y: 120, width: 6, height: 7 }, (x) => (x < 3 ? 0xffffff : 0));
      expect(send()).not.toContain('fill');
      expect(same()).toBe(true);
    },
  );

  it('sends one colour as a fill', async () => {
    const { picture, send, same } = await aScreen(333, 77);
    picture.draw(whole(picture), () => 0x4080c0);
    expect(send()).toEqual(['fill']);
    expect(same()).toBe(true);
  });

  it.each([2, 3, 4, 5, 16, 17, 255, 256])('sends %i colours as indexes', async (colours) => {
    const { picture, send, same } = await aScreen(301, 67);
    picture.draw(whole(picture), (x, y) => ((x * 7 + y * 131) % colours) * 0x010305);
    expect(send()).toEqual([colours > 16 ? 'indexed' : 'lines']);
    expect(same()).toBe(true);
  });

  it('sends two colours as bits at every width, and sees a third one in the last place', async () => {
    for (let width = 1; width < 36; width++) {
      const { picture, send, same } = await aScreen(width, 5);
      picture.draw(whole(picture), (x, y) => ((x * 5 + y * 3) % 7 < 3 ? 0x102030 : 0xf0e0d0));
      expect(send()).toEqual([width > 2 ? 'lines' : expect.any(String)]);
      expect(same()).toBe(true);
      picture.draw({ x: width - 1, y: 4, width: 1, height: 1 }, () => 0x00ff00);
      send();
      expect(same()).toBe(true);
    }
  });

  it.each([3, 4, 5])(
    'sends %i colours exactly at every width, also when the last one comes in the last place',
    async (colours) => {
      for (let width = 5; width < 36; width++) {
        const { picture, send, same } = await aScreen(width, 5);
        picture.draw(whole(picture), (x, y) => ((x * 5 + y * 3) % (colours - 1)) * 0x112233);
        picture.draw({ x: width - 1, y: 4, width: 1, height: 1 }, () => 0x00ff00);
        expect(send()).toEqual(['lines']);
        expect(same()).toBe(true);
        picture.draw(whole(picture), (x, y) => ((x * 7 + y * 5) % colours) * 0x332211);
        send();
        expect(same()).toBe(true);
      }
    },
  );

  it.each([257, 1000])('sends %i colours as two planes', async (colours) => {
    const { picture, send, same } = await aScreen(301, 67);
    picture.draw(whole(picture), (x, y) => ((x + y * 301) % colours) * 0x0305);
    expect(send()).toEqual(['wide']);
    expect(same()).toBe(true);
  });

  it('sends a photograph as colours, in blocks', async () => {
    const { picture, send, same } = await aScreen(801, 300);
    picture.draw(whole(picture), (x, y) => Math.imul(x + y * 801, 2654435761) & 0xffffff);
    expect(send()).toEqual(new Array(6).fill('rgb'));
    expect(same()).toBe(true);
  });

  it.each([
    ['up', 18],
    ['down', -18],
    ['far up', 200],
    ['far down', -133],
  ])('sends text that scrolled %s as a copy', async (_, distance) => {
    const { picture, send, same } = await aScreen(1000, 600);
    picture.text(whole(picture), 1);
    send();
    const window = { x: 100, y: 40, width: 700, height: 500 };
    picture.scroll(window, distance);
    const operations = send();
    expect(operations[0]).toBe('copy');
    expect(operations.length).toBeLessThan(12);
    expect(same()).toBe(true);
  });

  it('sends a large picture in parts, whole only with the last', async () => {
    const { picture, encoder, decoder, options, same } = await aScreen(1000, 600);
    picture.draw(whole(picture), (x, y) => Math.imul(x + y * 1001, 2654435761) & 0x3f3f3f);
    const changes = encoder.update(0, 600, picture.rows());
    if (!changes) throw new Error('nothing changed');
    const frames = [...encoder.encodeChanges(changes, options)];
    expect(frames.length).toBeGreaterThan(3);
    expect(frames.map(({ id }) => id)).toEqual(frames.map((_, index) => (frames[0]?.id ?? 0) + index));
    const boxes = frames.map(({ bytes }) => decoder.decode(bytes).box);
    expect(boxes[0]?.height).toBeLessThan(600);
    expect(boxes.at(-1)).toEqual(whole(picture));
    expect(same()).toBe(true);
  });

  it('takes rows that were written right into its picture', async () => {
    const { picture, encoder, options, take, same } = await aScreen(500, 200);
    for (let seed = 1; seed < 6; seed++) {
      picture.text({ x: 3, y: 40, width: 300, height: 90 }, seed, 9);
      encoder.settle();
      encoder.picture.set(picture.rows(32, 160), 32 * 500 * 4);
      const changes = encoder.update(32, 160, encoder.picture.subarray(32 * 500 * 4, 160 * 500 * 4));
      if (changes) take(encoder.encodeChanges(changes, options));
      expect(same()).toBe(true);
    }
  });

  it('sends of a line of text the rows that changed, and of much the whole tiles', async () => {
    const { picture, encoder, options, same, take } = await aScreen(640, 400);
    const drawn = (y: number, height: number): Rectangle[] => {
      picture.text({ x: 0, y, width: 640, height }, y + 1, 200);
      // The first and the last row differ for sure.
      for (const row of [y, y + height - 1])
        picture.draw({ x: 9, y: row, width: 3, height: 1 }, () => 0x00ff00);
      const changes = encoder.update(0, 400, picture.rows());
      if (!changes) return [];
      const frames = [...encoder.encodeChanges(changes, options)];
      take(frames);
      expect(same()).toBe(true);
      return frames.flatMap(({ bytes }) => readFrame(bytes).operations);
    };
    expect(drawn(37, 13)).toMatchObject([{ y: 37, height: 13 }]);
    expect(drawn(80, 29)).toMatchObject([{ y: 80, height: 29 }]);
    expect(drawn(110, 171)).toMatchObject([{ y: 96, height: 192 }]);
  });

  it.each([
    ['left', [0], 2],
    ['right', [637], 2],
    ['left and right', [0, 637], 3],
    ['inner', [300], 1],
  ])('sends text of two colours apart from a third at the %s edge', async (_, edges, parts) => {
    const { picture, send, same } = await aScreen(640, 400);
    const text = (seed: number): void => {
      picture.draw({ x: 0, y: 200, width: 640, height: 48 }, (x, y) =>
        (x * seed + y) % 7 < 3 ? 0xffffff : 0,
      );
      for (const x of edges) picture.draw({ x, y: 200, width: 3, height: 48 }, () => 0xcc2a38);
    };
    text(3);
    send();
    text(5);
    expect(send()).toEqual(Array.from({ length: parts }, () => 'lines'));
    expect(same()).toBe(true);
  });

  it('recalls a page that comes back, and sends it anew to who does not keep it', async () => {
    const { picture, encoder, take, send, same } = await aScreen(1000, 600);
    const turnTo = (seed: number): void => picture.text(whole(picture), seed, 9);
    for (const seed of [1, 2]) {
      turnTo(seed);
      expect(send()).not.toContain('recall');
    }
    for (const seed of [1, 2, 1]) {
      turnTo(seed);
      expect(new Set(send())).toEqual(new Set(['recall']));
      expect(same()).toBe(true);
    }
    turnTo(2);
    const changes = encoder.update(0, 600, picture.rows());
    if (!changes) throw new Error('nothing changed');
    expect(take(encoder.encodeChanges(changes, optionsOf()))).not.toContain('recall');
    expect(same()).toBe(true);
  });

  it('takes single rows', async () => {
    const { picture, send, same } = await aScreen(500, 200);
    picture.text({ x: 3, y: 99, width: 20, height: 1 }, 3, 9);
    send(99, 100);
    expect(same()).toBe(true);
  });

  it('gives a viewer that fell behind the tiles that it lacks', async () => {
    const { picture, encoder, options, take, same } = await aScreen(700, 400);
    const missing = new Uint8Array(11 * 25);
    for (let step = 0; step < 20; step++) {
      picture.text({ x: 0, y: 0, width: 640, height: 100 }, 50);
      picture.scroll({ x: 0, y: 0, width: 640, height: 400 }, -16);
      const changes = encoder.update(0, 400, picture.rows());
      changes?.tiles.forEach((changed, tile) => {
        missing[tile] = (missing[tile] ?? 0) | changed;
      });
    }
    take(encoder.encodeTiles(missing, options));
    expect(same()).toBe(true);
  });

  it('paints where nearly all is of one colour, draws what stands out, and leaves alone what did not change', async () => {
    const { picture, encoder, decoder, options, same } = await aScreen(1280, 640);
    const frame = (): void => {
      for (const x of [0, 1277]) picture.draw({ x, y: 0, width: 3, height: 640 }, () => 0xcc2020);
      for (const y of [0, 637]) picture.draw({ x: 0, y, width: 1280, height: 3 }, () => 0xcc2020);
    };
    const window = { x: 896, y: 320, width: 256, height: 256 };
    frame();
    picture.draw(window, (x, y) => ((x * y) % 7) * 0x20);
    encoder.update(0, 640, picture.rows());
    for (const { bytes } of encoder.encodeFull(options)) decoder.decode(bytes);
    for (const colour of [0xe8e8e8, 0x181818]) {
      const was = picture.pixels.slice();
      picture.draw(whole(picture), () => colour);
      frame();
      const stays = new Uint32Array(was.buffer);
      const pixels = new Uint32Array(picture.pixels.buffer);
      for (let y = window.y; y < window.y + window.height; y++)
        pixels.set(
          stays.subarray(y * 1280 + window.x, y * 1280 + window.x + window.width),
          y * 1280 + window.x,
        );
      const changes = encoder.update(0, 640, picture.rows());
      if (!changes) throw new Error('nothing changed');
      const [first, ...others] = [...encoder.encodeChanges(changes, options)];
      if (!first || others.length > 0) throw new Error('not one frame');
      const { operations } = readFrame(first.bytes);
      const painted = operations.filter(({ type }) => type === 'fill');
      expect(painted.every((one) => one.type === 'fill' && one.colour === colour)).toBe(true);
      const area = painted.reduce((sum, { width, height }) => sum + width * height, 0);
      expect(painted).toEqual(operations);
      expect(area).toBe((1280 - 2 * 3) * (640 - 2 * 3) - 256 * 256);
      const overWindow = operations.filter(
        ({ x, y, width, height }) =>
          x < window.x + window.width &&
          window.x < x + width &&
          y < window.y + window.height &&
          window.y < y + height,
      );
      expect(overWindow).toEqual([]);
      decoder.decode(first.bytes);
      expect(same()).toBe(true);
    }
  });

  it('looks at rows while the rest is being read, and sees them again when the reading fails', async () => {
    const { picture, encoder, options, take, same } = await aScreen(300, 200);
    const part = (top: number, bottom: number) => ({ top, bottom, pixels: picture.rows(top, bottom) });
    for (let seed = 1; seed < 4; seed++) {
      picture.text(whole(picture), seed, 40);
      encoder.begin();
      encoder.lookAt(part(5, 96));
      encoder.begin();
      encoder.lookAt(part(0, 64));
      encoder.lookAt(part(64, 144));
      const changes = encoder.changes(part(0, 200));
      if (!changes) throw new Error('nothing changed');
      take(encoder.encodeChanges(changes, options));
      expect(same()).toBe(true);
    }
  });

  it('sends text that came before in a tenth of the bytes, to who got it, wherever it stands now', async () => {
    const { picture, encoder, options, decoder, same } = await aScreen(800, 400);
    const bytesOf = (text: Uint8Array, to: FrameOptions, y: number): number => {
      picture.draw(
        { x: 0, y, width: 800, height: 30 },
        (column, row) => (text[row * 800 + column] ?? 0) * 0xffffff,
      );
      const changes = encoder.update(0, 400, picture.rows());
      if (!changes) throw new Error('nothing changed');
      const frames = [...encoder.encodeChanges(changes, to)];
      if (to === options) for (const { bytes } of frames) decoder.decode(bytes);
      return frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
    };
    const aText = (seed: number) => {
      const random = seeded(seed);
      return Uint8Array.from({ length: 800 * 30 }, () => (random() < 0.3 ? 1 : 0));
    };
    const [one, other] = [aText(1), aText(2)];
    const first = bytesOf(one, options, 32);
    bytesOf(other, options, 32);
    expect(bytesOf(one, options, 96)).toBeLessThan(first / 10);
    expect(same()).toBe(true);
    expect(bytesOf(other, optionsOf(), 128)).toBeGreaterThan(first / 2);
  });

  it('does not take rows for what is there that were looked at and given up', async () => {
    const { picture, encoder, take, options, same } = await aScreen(1024, 256);
    picture.draw(whole(picture), (x) => (x % 7 < 3 ? 0x3465a4 : 0xeeeeec));
    encoder.update(0, 256, picture.rows());
    encoder.begin();
    encoder.lookAt({ top: 0, bottom: 240, pixels: new Uint8Array(240 * 1024 * 4) });
    expect(encoder.update(0, 256, picture.rows())).toBeNull();
    take(encoder.encodeFull(options));
    expect(same()).toBe(true);
  });

  it('counts among the changed tiles those that are only seen once what moved has moved', async () => {
    const { picture, encoder, take, options, same } = await aScreen(1280, 480);
    picture.text({ x: 0, y: 0, width: 768, height: 480 }, 3, 2);
    encoder.update(0, 480, picture.rows());
    take(encoder.encodeFull(options));
    picture.scroll({ x: 0, y: 0, width: 768, height: 480 }, 16);
    picture.draw({ x: 1000, y: 100, width: 100, height: 60 }, () => 0x00ff00);
    encoder.begin();
    const changes = encoder.changes({ top: 0, bottom: 480, left: 0, right: 768, pixels: picture.rows() });
    if (!changes) throw new Error('nothing changed');
    expect(changes.moves.length).toBeGreaterThan(0);
    take(encoder.encodeTiles(changes.tiles, options));
    expect(same()).toBe(true);
  });
});
