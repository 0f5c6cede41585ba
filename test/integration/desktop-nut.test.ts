import { join } from 'node:path';
import { startDesktop, until, type XDesktop } from '@relevo/testing';

const DESKTOP = join(__dirname, '../../dist/apps/customer-agent/machine/src/desktop');

let desktop: XDesktop;

beforeEach(async () => {
  desktop = await startDesktop({ width: 640, height: 480 });
});

afterEach(() => desktop?.close());

/** nut.js reaches only the display in the environment of its process, so it runs in one of its own. */
const run = (body: string) => {
  const script = `
    const { openCapture } = require('${DESKTOP}/capture');
    const { openInput } = require('${DESKTOP}/input');
    const { openCursor } = require('${DESKTOP}/cursor');
    const { connectX } = require('${DESKTOP}/x-connection');
    const until = async (look) => { for (;;) { const found = await look(); if (found) return found; } };
    const show = (value) => console.log(JSON.stringify(value));
    (async () => { ${body} })();`;
  return desktop.run(process.execPath, ['-e', script]);
};

const answers = async (body: string) => {
  const program = run(body);
  expect([await program.exited, program.output()]).toEqual([0, expect.stringContaining('\n')]);
  return program
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
};

describe('the portable backend', () => {
  it('captures the same rows as the other one', async () => {
    const found = await answers(`
      const source = await openCapture('nut');
      const first = await source.grab();
      show([source.width, source.height, first.top, first.bottom, first.pixels.length]);
      let told = 0;
      const stop = source.onDamage(() => { told += 1; });
      const { X, root, close } = await connectX();
      const wid = X.AllocID();
      X.CreateWindow(wid, root, 100, 200, 50, 30, 0, 0, 1, 0, { overrideRedirect: 1, backgroundPixel: 0x123456 });
      X.MapWindow(wid);
      await X.sync();
      await until(() => new Promise((resolve) => setTimeout(() => resolve(told > 0), 10)));
      const rows = await source.grab();
      show([rows.top, rows.bottom, [...rows.pixels.subarray(400, 403)], [...rows.pixels.subarray(396, 399)]]);
      show(await source.grab());
      source.invalidate();
      const all = await source.grab();
      show([all.top, all.bottom]);
      stop();
      await source.close();
      await close();`);
    expect(found).toEqual([
      [640, 480, 0, 480, 640 * 480 * 4],
      [200, 230, [0x56, 0x34, 0x12], [0, 0, 0]],
      null,
      [0, 480],
    ]);
  });

  it('moves, presses and lets go', async () => {
    const xev = desktop.run('stdbuf', ['-oL', 'xev', '-name', 'xev', '-geometry', '300x200']);
    await until('it is where the window manager puts it', 5000, async () =>
      xev.output().includes('Expose event') ? true : null,
    );
    const window = await desktop.waitForWindow('xev');
    const [x, y] = [window.x + 100, window.y + 120];
    const found = await answers(`
      const input = await openInput('nut');
      input.button('right', true, ${x}, ${y});
      input.key('ControlLeft', true);
      input.key('KeyA', true);
      input.wheel(0, 2);
      show(input.held());
      input.releaseAll();
      show(input.held());
      await input.close();`);
    expect(found).toEqual([['ControlLeft', 'KeyA', 'mouse:right'], []]);
    const events = await until('the last release', 5000, async () =>
      /KeyRelease[^]*KeyRelease/.test(xev.output()) ? xev.output() : null,
    );
    expect(events).toMatch(/ButtonPress event[^]*?\(100,120\)[^]*?button 3,/);
    expect(events).toMatch(/KeyPress event[^]*?state 0x404, keycode 38/);
    expect([...events.matchAll(/ButtonPress event[^]*?button (\d)/g)].map(([, n]) => n)).toEqual([
      '3',
      '5',
      '5',
    ]);
    expect(events).toMatch(/ButtonRelease event[^]*?button 3,/);
  });

  it('puts text into the clipboard, presses Ctrl+V and gives the clipboard back', async () => {
    const xev = desktop.run('stdbuf', ['-oL', 'xev', '-name', 'xev', '-geometry', '300x200']);
    await desktop.waitForWindow('xev');
    const found = await answers(`
      const { loadNut } = require('${DESKTOP}/nut');
      const clipboard = (await loadNut()).providers.getClipboard();
      await clipboard.copy('mine');
      const copied = [];
      const copy = clipboard.copy.bind(clipboard);
      clipboard.copy = (text) => { copied.push(text); return copy(text); };
      const input = await openInput('nut');
      const typed = input.text('héllo 漢', async () => true);
      input.key('KeyZ', true);
      await typed;
      show([copied, await clipboard.paste(), input.held()]);
      await input.close();`);
    expect(found).toEqual([[['héllo 漢', 'mine'], 'mine', ['KeyZ']]]);
    expect(xev.output()).toMatch(/state 0x4, keycode 55[^]*KeyPress event[^]*state 0x0, keycode 52/);
  });

  it('SEC-C6 is refused, and the process lives on, without a display', async () => {
    const found = await answers(`
      delete process.env.DISPLAY;
      for (const open of [openCapture, openInput]) {
        for (const backend of ['nut', 'best']) await open(backend).catch((error) => show(error.message));
      }
      process.env.DISPLAY = ':987';
      await openCapture('best').catch((error) => show(typeof error.message));
      await openInput('nut').catch((error) => show(typeof error.message));`);
    expect(found).toEqual([
      ...Array.from({ length: 4 }, () => 'no display: DISPLAY is not set'),
      'string',
      'string',
    ]);
  });
});
