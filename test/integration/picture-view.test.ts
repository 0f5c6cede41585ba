import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeFrame } from '@relevo/client/picture/frame-writer';
import { cutFrame } from '@relevo/client/picture/messages';
import type { PictureView } from '@relevo/client/picture/view';
import { seeded, until } from '@relevo/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type EncodedFrame, PictureEncoder } from '../../apps/customer-agent/machine/src/picture/encoder';
import { TestPicture } from '../../apps/customer-agent/machine/src/picture/test-picture';

const ROOT = join(__dirname, '../..');

/** What the page under test tells and offers. */
declare global {
  interface Window {
    view: PictureView;
    told: { acks: number[]; refreshes: number; sizes: string[]; errors: string[] };
    hide(hidden: boolean): void;
  }
}

const SCRIPT = `
  import { PictureView } from './libs/client/src/picture/view';
  const told = { acks: [], refreshes: 0, sizes: [], errors: [] };
  let hidden = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  Object.assign(window, {
    told,
    hide: (value) => {
      hidden = value;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    view: new PictureView({
      canvas: document.querySelector('canvas'),
      ack: (frame) => told.acks.push(frame),
      refresh: () => told.refreshes++,
      onSize: (width, height) => told.sizes.push(width + 'x' + height),
      onError: (error) => told.errors.push(error.fault ?? String(error)),
      roundTripMs: () => 20,
    }),
  });`;

/** Bundled as the console is, in a process of its own: Vite is ESM only. */
const bundle = (): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { build } from 'vite';
       const entry = { name: 'entry', resolveId: (id) => (id.endsWith('entry.js') ? ${JSON.stringify(join(ROOT, 'entry.js'))} : null),
         load: (id) => (id.endsWith('entry.js') ? ${JSON.stringify(SCRIPT)} : null) };
       const result = await build({ root: ${JSON.stringify(ROOT)}, configFile: false, logLevel: 'silent', plugins: [entry],
         build: { write: false, rollupOptions: { input: 'entry.js' } } });
       process.stdout.write((Array.isArray(result) ? result[0] : result).output[0].code);`,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  );

let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const script = bundle();
  server = createServer((request, response) => {
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    const isScript = request.url === '/script.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><canvas></canvas><script type="module" src="/script.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterEach(() => page.close());

const receive = (messages: readonly Uint8Array[]) =>
  page.evaluate(
    (texts) => {
      for (const text of texts)
        window.view.receive(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer);
    },
    messages.map((message) => Buffer.from(message).toString('base64')),
  );

const told = () => page.evaluate(() => window.told);

const untilAcked = (frame: number) =>
  until(`frame ${frame} acknowledged`, 5000, async () => ((await told()).acks.includes(frame) ? true : null));

/** What the canvas shows, as it was drawn. */
const shown = async (): Promise<Uint8ClampedArray<ArrayBuffer>> => {
  const text = await page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from(image?.data ?? [], (byte) => String.fromCharCode(byte)).join('');
  });
  return Uint8ClampedArray.from(text, (character) => character.charCodeAt(0));
};

let lastId = 0;

/** A picture's messages, and the number under which it is acknowledged. */
const sentAs = (frames: Iterable<EncodedFrame>) => {
  const all = [...frames].map(({ bytes }) => bytes);
  return { frames: all, messages: all.flatMap(cutFrame), id: lastId };
};

const aScreen = async (width = 500, height = 300) => {
  const picture = new TestPicture(width, height);
  const encoder = await PictureEncoder.create(width, height);
  const random = seeded(width);
  // Nothing in it repeats, so that it becomes as long as can be.
  const noise = () => picture.draw({ x: 0, y: 0, width, height }, () => Math.floor(random() * 0x1000000));
  noise();
  encoder.update(0, height, picture.rows());
  const options = { nextId: () => ++lastId, level: 1, age: () => 5 } as const;
  return {
    picture,
    full: () => sentAs(encoder.encodeFull(options)),
    /** Every pixel is another. */
    fresh: () => {
      noise();
      const changes = encoder.update(0, height, picture.rows());
      if (!changes) throw new Error('nothing changed');
      return sentAs(encoder.encodeChanges(changes, options));
    },
    next: (seed: number) => {
      picture.text({ x: 64, y: 32, width: 200, height: 160 }, seed, 30);
      const changes = encoder.update(0, height, picture.rows());
      if (!changes) throw new Error('nothing changed');
      return sentAs(encoder.encodeChanges(changes, options));
    },
  };
};

describe('the picture in a browser', () => {
  it('is made ready when its size is announced, tells nothing of it, and shows the first picture, of that size or another', async () => {
    const canvasSize = () =>
      page.evaluate(() => {
        const { width, height } = document.querySelector('canvas') as HTMLCanvasElement;
        return `${width}x${height}`;
      });
    await page.evaluate(() => window.view.expect({ width: 500, height: 300 }));
    await until('the canvas is made ready', 5000, async () => (await canvasSize()) === '500x300' || null);
    await page.evaluate(() => window.view.expect({ width: 9000, height: 9000 }));
    expect(await told()).toEqual({ acks: [], refreshes: 0, sizes: [], errors: [] });
    const { picture, full } = await aScreen(400, 200);
    const first = full();
    await receive(first.messages);
    await untilAcked(first.id);
    expect([await canvasSize(), picture.isShownBy(await shown())]).toEqual(['400x200', true]);
    expect((await told()).sizes).toEqual(['400x200']);
  });

  it('shows every pixel of frames in many messages, under a strict policy, and acknowledges them', async () => {
    const { picture, full, next } = await aScreen();
    const sent = [full()];
    expect(sent[0]?.frames.length).toBeGreaterThan(1);
    expect(sent[0]?.messages.length).toBeGreaterThan(sent[0]?.frames.length ?? 0);
    await receive(sent[0]?.messages ?? []);
    await untilAcked(sent[0]?.id ?? 0);
    expect(picture.isShownBy(await shown())).toBe(true);
    for (let seed = 2; seed < 6; seed++) {
      const one = next(seed);
      sent.push(one);
      await receive(one.messages);
    }
    await untilAcked(lastId);
    expect(picture.isShownBy(await shown())).toBe(true);
    const { acks, sizes, errors, refreshes } = await told();
    expect({ acks, sizes, errors, refreshes }).toEqual({
      acks: sent.map(({ id }) => id),
      sizes: ['500x300'],
      errors: [],
      refreshes: 0,
    });
  });

  it('shows a picture of several frames when the last has come, and never half of it', async () => {
    const { picture, full, fresh } = await aScreen();
    const first = full();
    await receive(first.messages);
    await untilAcked(first.id);
    const before = await shown();
    const second = fresh();
    expect(second.frames.length).toBeGreaterThan(1);
    await receive(second.messages.slice(0, -1));
    expect(Buffer.compare(Buffer.from(await shown()), Buffer.from(before))).toBe(0);
    await receive(second.messages.slice(-1));
    await untilAcked(second.id);
    expect(picture.isShownBy(await shown())).toBe(true);
  });

  it('asks for a full frame after one that it cannot use, and passes over the rest until then', async () => {
    const { picture, full, next } = await aScreen();
    const [first, spoilt] = [full(), next(2)];
    await receive(first.messages);
    await untilAcked(first.id);
    const [broken = new Uint8Array(0)] = spoilt.frames;
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 0xff;
    await receive(cutFrame(broken));
    await receive(next(3).messages);
    expect((await told()).refreshes).toBe(1);
    const again = full();
    await receive(again.messages);
    await untilAcked(again.id);
    expect(picture.isShownBy(await shown())).toBe(true);
    expect((await told()).acks).toEqual([first.id, again.id]);
  });

  it('does not acknowledge while the page is hidden, and makes it good when it shows', async () => {
    const { picture, full, next } = await aScreen();
    const first = full();
    await receive(first.messages);
    await untilAcked(first.id);
    await page.evaluate(() => window.hide(true));
    await receive(next(2).messages);
    const last = next(3);
    await receive(last.messages);
    expect((await told()).acks).toEqual([first.id]);
    await page.evaluate(() => window.hide(false));
    expect((await told()).acks).toEqual([first.id, last.id]);
    expect(picture.isShownBy(await shown())).toBe(true);
  });

  it('follows another size of the desktop', async () => {
    const [small, large] = [await aScreen(200, 100), await aScreen(640, 360)];
    await receive(small.full().messages);
    await receive(large.full().messages);
    await untilAcked(lastId);
    expect(large.picture.isShownBy(await shown())).toBe(true);
    expect((await told()).sizes).toEqual(['200x100', '640x360']);
  });

  it('is not stopped by a device that sends nonsense', async () => {
    const { picture, full } = await aScreen();
    await receive(full().messages);
    await untilAcked(lastId);
    await receive([Uint8Array.of(1, 9, 3), Uint8Array.of(9), new Uint8Array(0), Uint8Array.of(0)]);
    await receive(
      cutFrame(
        writeFrame(
          { id: ++lastId, full: true, more: false, continues: false, width: 8192, height: 8192, ageMs: 0 },
          [],
        ),
      ),
    );
    await receive(full().messages);
    await untilAcked(lastId);
    expect(picture.isShownBy(await shown())).toBe(true);
    expect((await told()).errors.sort()).toEqual(['DATA', 'DATA', 'DATA', 'TOO_LARGE', 'VERSION']);
  });

  it('knows how the picture comes through', async () => {
    const { full } = await aScreen();
    await receive(full().messages);
    await untilAcked(lastId);
    const stats = await page.evaluate(() => window.view.stats());
    expect(stats.decodeMs).toBeGreaterThan(0);
    // Age at the device 5 ms, half of the round trip 10 ms, and the time here.
    expect(stats.latencyMs).toBeGreaterThan(15);
  });
});
