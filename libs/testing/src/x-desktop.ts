import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { PATIENCE_MS, until } from './until';
import { PersonsKeyboard } from './x-desktop-keyboard';
import { pngOf } from './x-desktop-png';
import { type DesktopProgram, Program } from './x-desktop-program';
import { DesktopScreen, type DesktopWindow } from './x-desktop-screen';

export type { DesktopProgram } from './x-desktop-program';
export type { DesktopWindow } from './x-desktop-screen';

/** A virtual desktop with what a person in front of it sees and does. All points are pixels from the top left. */
export interface XDesktop {
  /** Such as `:7`. Every process of this machine can connect: for tests only. */
  readonly display: string;
  readonly width: number;
  readonly height: number;
  /** Environment for programs that shall appear here. */
  readonly env: NodeJS.ProcessEnv;
  run(
    command: string,
    args?: readonly string[],
    options?: { cwd?: string; env?: NodeJS.ProcessEnv },
  ): DesktopProgram;
  /** Opens a terminal (xterm, UTF-8) with this command (default: a plain shell) under the pointer, and waits for its focus. */
  terminal(
    title: string,
    options?: TerminalOptions,
  ): Promise<{ program: DesktopProgram; window: DesktopWindow }>;
  windows(): Promise<DesktopWindow[]>;
  /** Waits until a window has this title (a text: part of it). Rejects after the time-out (10 s). */
  waitForWindow(title: string | RegExp, timeoutMs?: number): Promise<DesktopWindow>;
  /** Waits until what is typed goes to this window. */
  focused(window: DesktopWindow): Promise<true>;
  /** As `#rrggbb`. */
  pixel(x: number, y: number): Promise<string>;
  /** Writes a PNG of the whole screen. */
  screenshot(path: string): Promise<void>;
  move(x: number, y: number): Promise<void>;
  click(x: number, y: number, button?: 1 | 2 | 3): Promise<void>;
  drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void>;
  /** Types what a keyboard with the present layout has on its first two levels. */
  type(text: string): Promise<void>;
  /** Presses keys together: `Ctrl+Alt+Shift+S`, `Enter`. */
  key(combination: string): Promise<void>;
  /** How many keys and buttons are down, by whomever. */
  held(): Promise<number>;
  /** The X server is gone from one moment to the next, as when the person signs out of the desktop. */
  vanish(): Promise<void>;
  /** Ends the desktop and every program that was run on it, and nothing else. */
  close(): Promise<void>;
}

export interface TerminalOptions {
  /** For `sh -c`. */
  command?: string;
  cwd?: string;
}

/** A program that is an X server and takes `-displayfd`. */
export interface XServer {
  readonly command: string;
  readonly args: readonly string[];
}

export interface DesktopOptions {
  width?: number;
  height?: number;
  /** Openbox; default true. */
  windowManager?: boolean;
  /** Default: Xvfb. */
  server?: XServer;
}

const START_MS = 15_000;
/** Of a state mask: the five buttons. */
const BUTTONS_DOWN = 0x1f00;
const ones = (bits: number): number => bits.toString(2).replaceAll('0', '').length;
/** A hand takes its time: window managers take a press and release at once for a click. */
const DRAG_STEPS = 10;
const DRAG_STEP_MS = 20;

const virtual = (width: number, height: number): XServer => ({
  command: 'Xvfb',
  args: ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
});

const startServer = async ({ command, args }: XServer) => {
  const child = spawn(command, ['-displayfd', '3', ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const server = new Program(child);
  const number = await Promise.race([
    once(child.stdio[3] as Readable, 'data').then(([data]) => String(data).trim()),
    server.exited.then(() => {
      throw new Error(`${command} did not start (Xvfb is in the Debian package xvfb): ${server.output()}`);
    }),
  ]);
  return { server, display: `:${number}` };
};

/** Starts a virtual desktop on a free display. Needs the Debian packages xvfb and openbox. */
export const startDesktop = async (options: DesktopOptions = {}): Promise<XDesktop> => {
  const { width = 1280, height = 720, windowManager = true } = options;
  const { server, display } = await startServer(options.server ?? virtual(width, height));
  const env: NodeJS.ProcessEnv = { ...process.env, DISPLAY: display };
  const programs: Program[] = [];
  const run: XDesktop['run'] = (command, args = [], more = {}) => {
    const program = new Program(
      spawn(command, args, {
        cwd: more.cwd,
        env: { ...env, ...more.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      }),
    );
    programs.push(program);
    return program;
  };

  const screen = await DesktopScreen.open(display);
  const xtest = await screen.extension('xtest');
  const keyboard = new PersonsKeyboard(screen.display, xtest);
  let vanished = false;
  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= (async () => {
      await Promise.all(programs.map((program) => program.stop()));
      if (!vanished) await screen.close();
      await server.stop();
    })();
    return closed;
  };

  if (windowManager) {
    // It announces itself before it is ready, and windows that open in between stay unmanaged for ever.
    const manager = run('openbox', ['--sm-disable', '--startup', 'echo ready']);
    await until('openbox (Debian package openbox) manages the desktop', START_MS, async () => {
      return manager.output().includes('ready') ? true : null;
    }).catch(async (error: Error) => {
      const said = manager.output();
      await close();
      throw new Error(`${error.message}\n${said}`);
    });
  }

  const pointer = (type: number, detail: number, x = 0, y = 0) => {
    xtest.FakeInput(type, detail, 0, 0, x, y);
    return screen.X.sync();
  };
  const move = (x: number, y: number) => pointer(xtest.MotionNotify, 0, x, y);
  const waitForWindow: XDesktop['waitForWindow'] = (title, timeoutMs = PATIENCE_MS) =>
    until(`a window with the title ${title}`, timeoutMs, async () => {
      const fits = (text: string) => (typeof title === 'string' ? text.includes(title) : title.test(text));
      return (await screen.windows()).find((window) => fits(window.title)) ?? null;
    });

  const windows = () => screen.windows();
  const click: XDesktop['click'] = async (x, y, button = 1) => {
    await move(x, y);
    await pointer(xtest.ButtonPress, button);
    await pointer(xtest.ButtonRelease, button);
  };
  const focused: XDesktop['focused'] = (window) =>
    until(`${window.title} has the focus`, START_MS, async () => {
      if (!windowManager) return true;
      const active = await screen.property(screen.root, '_NET_ACTIVE_WINDOW');
      return active.length >= 4 && active.readUInt32LE() === window.id ? true : null;
    });
  // With scalable fonts: with the old ones the first size of an xterm often gets lost under openbox, for 5 s or for good.
  const terminal: XDesktop['terminal'] = async (title, { command = 'exec sh', cwd } = {}) => {
    const program = run('xterm', ['-fa', 'monospace', '-T', title, '-e', 'sh', '-c', command], {
      cwd,
      env: { LC_ALL: 'C.UTF-8', PS1: '$ ' },
    });
    const window = await waitForWindow(title);
    await move(window.x + window.width / 2, window.y + window.height / 2);
    await focused(window);
    return { program, window };
  };

  return {
    display,
    width,
    height,
    env,
    run,
    waitForWindow,
    focused,
    windows,
    terminal,
    pixel: async (x, y) => {
      const [blue = 0, green = 0, red = 0] = await screen.pixels(x, y, 1, 1);
      return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    },
    screenshot: async (path) =>
      writeFile(path, pngOf(width, height, await screen.pixels(0, 0, width, height))),
    held: async () => {
      const keys = await screen.ask<Buffer>((reply) => screen.X.QueryKeymap(reply));
      const { keyMask } = await screen.ask<{ keyMask: number }>((reply) =>
        screen.X.QueryPointer(screen.root, reply),
      );
      return [...keys, (keyMask & BUTTONS_DOWN) >> 8].reduce((sum, bits) => sum + ones(bits), 0);
    },
    move,
    click,
    drag: async (from, to) => {
      await move(from.x, from.y);
      await pointer(xtest.ButtonPress, 1);
      for (let step = 1; step <= DRAG_STEPS; step += 1) {
        await new Promise((resolve) => setTimeout(resolve, DRAG_STEP_MS));
        await move(
          Math.round(from.x + ((to.x - from.x) * step) / DRAG_STEPS),
          Math.round(from.y + ((to.y - from.y) * step) / DRAG_STEPS),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, DRAG_STEP_MS));
      await pointer(xtest.ButtonRelease, 1);
    },
    type: (text) => keyboard.type(text),
    key: (combination) => keyboard.combination(combination),
    vanish: () => {
      vanished = true;
      return server.stop();
    },
    close,
  };
};
