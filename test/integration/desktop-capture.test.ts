import { startDesktop, until, type XDesktop } from '@relevo/testing';
import {
  type CapturedRows,
  type CaptureSource,
  openCapture,
} from '../../apps/customer-agent/machine/src/desktop/capture';
import { type CursorShape, openCursor } from '../../apps/customer-agent/machine/src/desktop/cursor';
import { connectX, type XConnection } from '../../apps/customer-agent/machine/src/desktop/x-connection';

const WIDTH = 640;
const HEIGHT = 480;

let desktop: XDesktop;
let connection: XConnection;

beforeEach(async () => {
  desktop = await startDesktop({ width: WIDTH, height: HEIGHT, windowManager: false });
  connection = await connectX(desktop.display);
});

afterEach(async () => {
  await connection?.close();
  await desktop?.close();
});

/** Paints a rectangle on the desktop. */
const paint = async (colour: number, x: number, y: number, width: number, height: number) => {
  const { X, root } = connection;
  const wid = X.AllocID();
  X.CreateWindow(wid, root, x, y, width, height, 0, 0, 1, 0, {
    overrideRedirect: 1,
    backgroundPixel: colour,
  });
  X.MapWindow(wid);
  await X.sync();
};

const pixelOf = (rows: CapturedRows, x: number, y: number) => {
  const at = ((y - rows.top) * WIDTH + x) * 4;
  return [...rows.pixels.subarray(at, at + 3)];
};

/** Grabs until something has changed. */
const change = (source: CaptureSource) => until('a change', 5000, () => source.grab());

describe('capture by shared memory', () => {
  it('begins with everything, then tells the rows that changed, with their pixels', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      expect([source.width, source.height]).toEqual([WIDTH, HEIGHT]);
      const first = await source.grab();
      expect([first?.top, first?.bottom, first?.pixels.length]).toEqual([0, HEIGHT, WIDTH * HEIGHT * 4]);
      await paint(0x123456, 100, 200, 50, 30);
      const rows = await change(source);
      expect([rows.top, rows.bottom, rows.pixels.length]).toEqual([200, 230, WIDTH * 30 * 4]);
      expect([pixelOf(rows, 100, 200), pixelOf(rows, 149, 229)]).toEqual([
        [0x56, 0x34, 0x12],
        [0x56, 0x34, 0x12],
      ]);
      expect(pixelOf(rows, 99, 200)).toEqual([0, 0, 0]);
    } finally {
      await source.close();
    }
  });

  it('reads only the box that changed, to its place in the picture that it was given', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      const picture = new Uint8Array(WIDTH * HEIGHT * 4);
      source.into?.(picture);
      await paint(0x445566, 0, 0, WIDTH, HEIGHT);
      await change(source);
      await paint(0x123456, 100, 200, 50, 30);
      const small = await change(source);
      expect(small).toMatchObject({ left: 100, right: 150, top: 200, bottom: 230 });
      await paint(0xabcdef, 10, 300, WIDTH - 20, 7);
      await change(source);
      const wrong = [];
      for (let y = 0; y < HEIGHT; y++)
        for (let x = 0; x < WIDTH; x++) {
          const isSmall = x >= 100 && x < 150 && y >= 200 && y < 230;
          const isWide = x >= 10 && x < WIDTH - 10 && y >= 300 && y < 307;
          const at = (y * WIDTH + x) * 4;
          const colour = (picture[at + 2] ?? 0) * 65_536 + (picture[at + 1] ?? 0) * 256 + (picture[at] ?? 0);
          if (colour !== (isSmall ? 0x123456 : isWide ? 0xabcdef : 0x445566)) wrong.push([x, y]);
        }
      expect(wrong).toEqual([]);
    } finally {
      await source.close();
    }
  });

  it('tells early which whole rows are there, and has all of what it read looked at', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      const early: (CapturedRows | null)[] = [];
      await source.grab({ rows: (rows) => early.push(rows) });
      const bottoms = early.map((rows) => rows?.bottom);
      expect(bottoms).toEqual([272, 544].filter((bottom) => bottom < HEIGHT));
      const wide = Math.ceil(WIDTH * 0.6);
      await paint(0x345678, 20, 40, wide, 30);
      const rows = await change(source);
      expect([rows.top, rows.bottom, rows.left, rows.right]).toEqual([40, 70, 0, WIDTH]);
    } finally {
      await source.close();
    }
  });

  it('reads the wanted rows of a large change ahead of it, to their place in the picture', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      const picture = new Uint8Array(WIDTH * HEIGHT * 4);
      const words = new Uint32Array(picture.buffer);
      await source.grab();
      source.into?.(picture);
      await paint(0x0a0b0c, 0, 0, WIDTH, HEIGHT);
      const seen: unknown[] = [];
      const wanted = [3, HEIGHT - 5];
      await until('a change', 5000, () =>
        source.grab({
          rows: () => seen.push('rows'),
          samples: ({ width, height }) => (width === WIDTH && height === HEIGHT ? wanted : []),
          sampled: () =>
            seen.push(
              ...[...wanted, 4].map((y) => ((words[y * WIDTH + 7] as number) & 0xffffff) === 0x0a0b0c),
            ),
        }),
      );
      expect(seen.slice(0, 3)).toEqual([true, true, false]);
      expect((words[4 * WIDTH + 7] as number) & 0xffffff).toBe(0x0a0b0c);
    } finally {
      await source.close();
    }
  });

  it('tells of damage once it happens and gives nothing while the screen is still', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      let told = 0;
      const stop = source.onDamage(() => {
        told += 1;
      });
      await source.grab();
      expect(await source.grab()).toBeNull();
      expect(told).toBe(0);
      await paint(0xff0000, 0, 0, 10, 10);
      await until('damage is told', 5000, async () => (told > 0 ? true : null));
      expect(await source.grab()).toMatchObject({ top: 0, bottom: 10 });
      expect(await source.grab()).toBeNull();
      stop();
      const before = told;
      await paint(0x00ff00, 0, 0, 10, 10);
      expect(await change(source)).toMatchObject({ top: 0, bottom: 10 });
      expect(told).toBe(before);
    } finally {
      await source.close();
    }
  });

  it('gives everything again when asked to', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      await source.grab();
      source.invalidate();
      expect(await source.grab()).toMatchObject({ top: 0, bottom: HEIGHT });
      expect(await source.grab()).toBeNull();
    } finally {
      await source.close();
    }
  });
});

describe('capture', () => {
  it('takes over a new size of the desktop', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    try {
      await source.grab();
      let told = 0;
      source.onDamage(() => {
        told += 1;
      });
      const mode = 'small 10 320 328 336 400 240 242 244 260';
      const commands = `--newmode ${mode};--addmode screen small;--output screen --mode small`.split(';');
      for (const command of commands) expect(await desktop.run('xrandr', command.split(' ')).exited).toBe(0);
      const rows = await until('the new size', 5000, async () => {
        const found = await source.grab();
        return source.width === 320 && found?.bottom === 240 ? found : null;
      });
      expect([source.height, rows.top, rows.pixels.length]).toEqual([240, 0, 320 * 240 * 4]);
      expect(told).toBeGreaterThan(0);
    } finally {
      await source.close();
    }
  });

  it('is refused without a desktop', async () => {
    await expect(openCapture('linux-x11', { display: ':987' })).rejects.toThrow();
    await expect(openCapture('nut', { display: ':987' })).rejects.toThrow();
    await expect(openCapture('best', { display: ':987' })).rejects.toThrow();
  });

  it('rejects a grab when the X server has gone', async () => {
    const source = await openCapture('linux-x11', { display: desktop.display });
    await source.grab();
    await connection.close();
    await desktop.close();
    source.invalidate();
    await expect(source.grab()).rejects.toThrow();
    await source.close();
  });
});

describe('the cursor', () => {
  it('has its shape and tells when it changes', async () => {
    const cursor = await openCursor({ display: desktop.display });
    const shapes: CursorShape[] = [];
    try {
      cursor.onShape((shape) => shapes.push(shape));
      const { shape } = cursor;
      expect(shape?.pixels.length).toBe((shape?.width ?? 0) * (shape?.height ?? 0) * 4);
      await desktop.terminal('text');
      await until('another shape', 5000, async () => (shapes.length > 0 ? true : null));
      expect(Buffer.from(shapes.at(-1)?.pixels ?? []).equals(Buffer.from(shape?.pixels ?? []))).toBe(false);
      expect(shapes.at(-1)?.pixels.some((value) => value > 0)).toBe(true);
    } finally {
      await cursor.close();
    }
  });

  it('tells its place only while watched, and only when it moves', async () => {
    const cursor = await openCursor({ display: desktop.display });
    const places: string[] = [];
    try {
      cursor.onMove((x, y) => places.push(`${x},${y}`));
      await desktop.move(10, 10);
      cursor.watch(true);
      await until('the first place', 5000, async () => (places.length === 1 ? true : null));
      await desktop.move(300, 200);
      await until('the second place', 5000, async () => (places.length === 2 ? true : null));
      cursor.watch(false);
      await desktop.move(20, 20);
      cursor.watch(true);
      await until('the third place', 5000, async () => (places.length === 3 ? true : null));
      expect(places).toEqual(['10,10', '300,200', '20,20']);
    } finally {
      await cursor.close();
    }
  });
});
