import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DesktopProgram, startDesktop, until, type XDesktop } from '@relevo/testing';
import { type InputBackend, openInput } from '../../apps/customer-agent/machine/src/desktop/input';
import { connectX, type XConnection } from '../../apps/customer-agent/machine/src/desktop/x-connection';

let folder: string;
let desktop: XDesktop;
let input: InputBackend;
let connection: XConnection;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-desktop-'));
  desktop = await startDesktop({ width: 1024, height: 768 });
  input = await openInput('linux-x11', { display: desktop.display });
  connection = await connectX(desktop.display);
});

afterEach(async () => {
  await connection?.close();
  await input?.close();
  await desktop?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A program that writes down every event that it gets. */
const eventLog = async () => {
  const program = desktop.run('stdbuf', ['-oL', 'xev', '-name', 'xev', '-geometry', '400x300']);
  // Exposed = it is where the window manager has put it, and a click reaches it.
  await seen(program, /Expose event/);
  const window = await desktop.waitForWindow('xev');
  await desktop.click(window.x + 10, window.y + 10);
  await seen(program, /ButtonRelease/);
  return { program, window };
};

/** The matches in what a program wrote, when there is one at least. */
const seen = (program: DesktopProgram, pattern: RegExp, count = 1) =>
  until(`${pattern} in the events of the program`, 5000, async () => {
    const found = [...program.output().matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))];
    return found.length >= count ? found : null;
  });

const press = (...codes: string[]) => {
  for (const code of codes) input.key(code, true);
  for (const code of codes.toReversed()) input.key(code, false);
};

const keysDown = async () => {
  const map = await connection.ask<Buffer>((reply) => connection.X.QueryKeymap(reply));
  return [...map].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
};

const buttonsDown = async () => {
  const BUTTONS = 0x1f00;
  const pointer = await connection.ask<{ keyMask: number }>((reply) =>
    connection.X.QueryPointer(connection.root, reply),
  );
  return pointer.keyMask & BUTTONS;
};

describe('keys', () => {
  it('go by physical key, with the modifiers that are held', async () => {
    const { program } = await eventLog();
    press('ControlLeft', 'KeyA');
    press('ArrowLeft');
    press('F5');
    press('ShiftLeft', 'Digit1');
    press('NumpadEnter');
    await seen(program, /KeyRelease[^]*?KP_Enter/);
    const presses = [
      ...program.output().matchAll(/KeyPress event[^]*?state (0x\w+), keycode \d+ \(keysym \w+, (\w+)\)/g),
    ].map(([, state, name]) => `${state} ${name}`);
    expect(presses).toEqual([
      '0x0 Control_L',
      '0x4 a',
      '0x0 Left',
      '0x0 F5',
      '0x0 Shift_L',
      '0x1 exclam',
      '0x0 KP_Enter',
    ]);
  });

  it('give what the layout of the machine says', async () => {
    const { program } = await eventLog();
    await desktop.run('setxkbmap', ['de']).exited;
    press('KeyY');
    press('AltRight', 'KeyQ');
    const [first] = await seen(program, /KeyPress event[^]*?keycode 29 \(keysym \w+, (\w+)\)/);
    const [second] = await seen(program, /KeyPress event[^]*?keycode 24 \(keysym \w+, (\w+)\)/);
    expect([first?.[1], second?.[1]]).toEqual(['z', 'at']);
  });

  it('a code that the machine does not have, or a release of what is not held, does nothing', async () => {
    const { program } = await eventLog();
    input.key('NoSuchKey', true);
    input.key('KeyB', false);
    press('KeyC');
    await seen(program, /KeyRelease[^]*?, c\)/);
    expect(program.output()).not.toMatch(/, b\)/);
    expect(input.held()).toEqual([]);
  });
});

describe('the pointer', () => {
  it('drags a window by its title', async () => {
    const { window } = await desktop.terminal('drag me');
    const x = window.x + 60;
    const y = window.y - 10;
    input.button('left', true, x, y);
    const place = async () => (await desktop.windows()).find(({ id }) => id === window.id);
    let step = 0;
    await until('the window follows', 5000, async () => {
      step += 1;
      input.pointer(x + 10 + step, y + 10);
      return (await place())?.x !== window.x ? true : null;
    });
    input.pointer(x + 80, y + 50);
    input.button('left', false, x + 80, y + 50);
    const moved = await until('the window has moved', 5000, async () => {
      const now = await place();
      return now?.x === window.x + 80 ? now : null;
    });
    expect(moved).toEqual({ ...window, x: window.x + 80, y: window.y + 50 });
  });

  it('clicks with each button, twice for a double click, and turns the wheel by notches', async () => {
    const { program, window } = await eventLog();
    const [x, y] = [window.x + 100, window.y + 120];
    for (const button of ['left', 'left', 'middle', 'right'] as const) {
      input.button(button, true, x, y);
      input.button(button, false, x, y);
    }
    input.wheel(0, 2);
    input.wheel(0, -1);
    input.wheel(1, 0);
    input.wheel(-1, 0);
    await seen(program, /ButtonRelease event[^]*?button 6,/);
    const presses = [
      ...program.output().matchAll(/ButtonPress event[^]*?\((\d+),(\d+)\)[^]*?button (\d)/g),
    ].map(([, atX, atY, button]) => `${atX},${atY} ${button}`);
    expect(presses.slice(1)).toEqual(
      ['1', '1', '2', '3', '5', '5', '4', '7', '6'].map((n) => `100,120 ${n}`),
    );
  });

  it('clicks twice for a double click: xterm selects a word, which the middle button pastes', async () => {
    // The new title comes after the words: once it is there, they are on the screen.
    const command = "printf 'alpha beta\\n\\033]2;words\\007'; cat > pasted.txt";
    const { window } = await desktop.terminal('word', { command, cwd: folder });
    const click = (button: 'left' | 'middle') => {
      input.button(button, true, window.x + 12, window.y + 12);
      input.button(button, false, window.x + 12, window.y + 12);
    };
    const lines = () =>
      readFile(join(folder, 'pasted.txt'), 'utf8').then(
        (text) => text.split('\n').slice(0, -1),
        () => [],
      );
    await desktop.waitForWindow('words');
    press('KeyX');
    press('Enter');
    await until('the first line', 5000, async () => ((await lines()).length === 1 ? true : null));
    click('left');
    click('left');
    click('middle');
    const found = await until('the pasted word', 5000, async () => {
      press('Enter');
      const now = (await lines()).filter((line) => line !== '');
      return now.length === 2 ? now : null;
    });
    expect(found).toEqual(['x', 'alpha']);
  });

  it('stays on the desktop', async () => {
    input.pointer(60_000, -5);
    const pointer = await until('the pointer is in the corner', 5000, async () => {
      const at = await connection.ask<{ rootX: number; rootY: number }>((reply) =>
        connection.X.QueryPointer(connection.root, reply),
      );
      return at.rootY === 0 ? at : null;
    });
    expect([pointer.rootX, pointer.rootY]).toEqual([1023, 0]);
  });
});

describe('letting go', () => {
  it('SEC-C4 releases every key and button at once', async () => {
    input.key('ShiftLeft', true);
    input.key('KeyK', true);
    input.button('left', true, 900, 700);
    await until('they are down', 5000, async () =>
      (await keysDown()) === 2 && (await buttonsDown()) !== 0 ? true : null,
    );
    expect(input.held()).toEqual(['ShiftLeft', 'KeyK', 'mouse:left']);
    input.releaseAll();
    expect(input.held()).toEqual([]);
    await until('all are up', 5000, async () =>
      (await keysDown()) === 0 && (await buttonsDown()) === 0 ? true : null,
    );
  });

  it('SEC-C5 closing releases what is held', async () => {
    input.key('ControlLeft', true);
    await until('it is down', 5000, async () => ((await keysDown()) === 1 ? true : null));
    await input.close();
    expect(await keysDown()).toBe(0);
    input.key('KeyA', true);
    expect(await keysDown()).toBe(0);
  });
});
