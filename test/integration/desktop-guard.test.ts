import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startDesktop, until, type XDesktop } from '@relevo/testing';
import { agentMark } from '../../apps/customer-agent/machine/src/desktop/agent-mark';
import { openEdgeOverlay } from '../../apps/customer-agent/machine/src/desktop/edge-overlay';
import { ScreenWatch } from '../../apps/customer-agent/machine/src/desktop/screen-lock';
import { openStopHotkey } from '../../apps/customer-agent/machine/src/desktop/stop-hotkey';
import { connectX, type XConnection } from '../../apps/customer-agent/machine/src/desktop/x-connection';

const ROOT = join(__dirname, '../..');
const DESKTOP = join(ROOT, 'dist/apps/customer-agent/machine/src/desktop');

let desktop: XDesktop;
let connection: XConnection;

beforeEach(async () => {
  desktop = await startDesktop({ width: 800, height: 600 });
  connection = await connectX(desktop.display);
});

afterEach(async () => {
  await connection?.close();
  await desktop?.close();
});

/**
 * A process with a window of its own that answers what it owns. The programs of the test desktop are children of this
 * process, so the question has to be put in another.
 */
class Agent {
  private constructor(private readonly process: ChildProcess) {}

  static async start(): Promise<Agent> {
    const script = `
      const { spawn } = require('node:child_process');
      const { openOwnWindows } = require('${DESKTOP}/own-windows');
      const { connectX } = require('${DESKTOP}/x-connection');
      (async () => {
        const own = await openOwnWindows();
        const { X, root } = await connectX();
        const wid = X.AllocID();
        X.CreateWindow(wid, root, 0, 0, 300, 200, 0, 0, 1, 0, { backgroundPixel: 0xffffff });
        X.ChangeProperty(0, wid, X.atoms.WM_NAME, X.atoms.STRING, 8, 'agent window');
        process.on('message', async ({ question, x, y }) => {
          if (question === 'open') X.MapWindow(wid);
          if (question === 'doubt') own.doubt();
          if (question === 'dialog') spawn('xterm', ['-fa', 'monospace', '-T', 'dialog'], { stdio: 'ignore' });
          process.send(
            question === 'point' ? await own.ownsPoint(x, y) : question === 'focus' ? await own.ownsFocus() : null,
          );
        });
        process.send('ready');
      })();`;
    const child = spawn(process.execPath, ['-e', script], {
      env: desktop.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new Agent(child);
  }

  ownsPoint(x: number, y: number): Promise<unknown> {
    return this.ask({ question: 'point', x, y });
  }

  ownsFocus(): Promise<unknown> {
    return this.ask({ question: 'focus' });
  }

  async show(question: 'open' | 'dialog') {
    await this.ask({ question });
    return desktop.waitForWindow(question === 'open' ? 'agent window' : 'dialog');
  }

  async open(question: 'open' | 'dialog') {
    const window = await this.show(question);
    await until('it has the focus', 5000, async () => ((await this.ownsFocus()) ? true : null));
    return window;
  }

  async stop(): Promise<void> {
    this.process.kill();
    await once(this.process, 'exit');
  }

  private async ask(message: object): Promise<unknown> {
    this.process.send(message);
    const [answer] = await once(this.process, 'message');
    return answer;
  }
}

describe('own windows', () => {
  let agent: Agent;

  beforeEach(async () => {
    agent = await Agent.start();
  });

  afterEach(() => agent?.stop());

  it('SEC-C4 a window of the agent is its own, so is its frame; others and the desktop are not', async () => {
    const { window: other } = await desktop.terminal('other');
    expect(await agent.ownsPoint(other.x + 5, other.y + 5)).toBe(false);
    expect(await agent.ownsFocus()).toBe(false);

    const mine = await agent.open('open');
    expect(await agent.ownsPoint(mine.x + 5, mine.y + 5)).toBe(true);
    expect(await agent.ownsPoint(mine.x + 5, mine.y - 10)).toBe(true);
    expect(await agent.ownsPoint(799, 599)).toBe(false);
  });

  it('SEC-C4 what counts is what is on top and what has the focus', async () => {
    const mine = await agent.open('open');
    const { window } = await desktop.terminal('on top');
    const [x, y] = [mine.x + 150, mine.y + 100];
    await desktop.drag({ x: window.x + 60, y: window.y - 10 }, { x: x - 40, y: y - 30 });
    await until('the terminal covers the agent', 5000, async () =>
      (await agent.ownsPoint(x, y)) ? null : true,
    );
    expect(await agent.ownsFocus()).toBe(false);
    expect(await agent.ownsPoint(mine.x + 5, y)).toBe(true);
    await desktop.click(mine.x + 5, y);
    await until('the agent has the focus again', 5000, async () => ((await agent.ownsFocus()) ? true : null));
    await until('it is on top again', 5000, async () => ((await agent.ownsPoint(x, y)) ? true : null));
  });

  it('SEC-C4 a key is never let through on old knowledge: the focus goes to and fro, and each answer is of now', async () => {
    const { window: other } = await desktop.terminal('other');
    const mine = await agent.open('open');
    const { X } = connection;
    const answers: unknown[] = [];
    for (let round = 0; round < 60; round++) {
      X.SetInputFocus(round % 2 ? mine.id : other.id, 0);
      await X.sync();
      // Asked again and again, so that what was learnt is used where it may be.
      for (let again = 0; again < round % 5; again++) await agent.ownsFocus();
      answers.push(await agent.ownsFocus());
    }
    expect(answers).toEqual(Array.from({ length: 60 }, (_, round) => round % 2 === 1));
  });

  it('SEC-C4 a window of a program that the agent has started is its own', async () => {
    const dialog = await agent.open('dialog');
    expect(await agent.ownsPoint(dialog.x + 5, dialog.y + 5)).toBe(true);
    expect(await agent.ownsPoint(dialog.x + 5, dialog.y - 10)).toBe(true);
  });

  it('SEC-C4 a window that bears the mark of an agent is its own, whoever’s it is, from the moment of the mark', async () => {
    const { window } = await desktop.terminal('another agent');
    const at = [window.x + 5, window.y + 5] as const;
    expect(await agent.ownsPoint(...at)).toBe(false);
    expect(await agent.ownsFocus()).toBe(false);
    (await agentMark(connection)).put(window.id);
    await until('it counts', 5000, async () => ((await agent.ownsPoint(...at)) ? true : null));
    expect(await agent.ownsFocus()).toBe(true);
    expect(await agent.ownsPoint(799, 599)).toBe(false);
  });

  it('SEC-C4 the red border is in nobody’s way', async () => {
    const overlay = await openEdgeOverlay({ display: desktop.display });
    await overlay.show(true);
    expect(await agent.ownsPoint(1, 300)).toBe(false);
    await overlay.close();
  });
});

/** A program that holds the keyboard, so that no other program gets any key; frozen = nor does it take any itself. */
const holdKeyboard = async ({ frozen = false } = {}) => {
  const program = desktop.run(
    process.execPath,
    [
      '-e',
      `require('x11').createClient((error, display) => {
        const { root } = display.screen[0];
        display.client.GrabKeyboard(root, false, 0, 1, ${frozen ? 0 : 1}, (refusal, status) => console.log('grab', status));
      });`,
    ],
    { cwd: ROOT },
  );
  await until('the keyboard is held', 5000, async () => (program.output().includes('grab 0') ? true : null));
  return program;
};

describe('own windows where no window manager has a say', () => {
  let agent: Agent;

  beforeEach(async () => {
    await connection.close();
    await desktop.close();
    desktop = await startDesktop({ width: 800, height: 600, windowManager: false });
    connection = await connectX(desktop.display);
    agent = await Agent.start();
  });

  afterEach(() => agent?.stop());

  it('SEC-C4 a focus that moves by itself, because its window is gone, is seen at once', async () => {
    const { X, root } = connection;
    const mine = await agent.show('open');
    for (let round = 0; round < 20; round++) {
      const wid = X.AllocID();
      X.CreateWindow(wid, root, 400, 300, 50, 50, 0, 0, 1, 0, { overrideRedirect: 1 });
      X.MapWindow(wid);
      X.SetInputFocus(wid, 0);
      await X.sync();
      expect(await agent.ownsFocus()).toBe(false);
      expect(await agent.ownsFocus()).toBe(false);
      // What a window manager does when a window closes; here by ourselves, so that nobody moves it on.
      X.UnmapWindow(wid);
      X.SetInputFocus(mine.id, 0);
      await X.sync();
      expect(await agent.ownsFocus()).toBe(true);
    }
  });
});

describe.each(['events', 'polling'] as const)('the stop hotkey by %s', (method) => {
  it('SEC-C5 is seen while another program holds the keyboard, and only while armed', async () => {
    const seen: string[] = [];
    const options = { display: desktop.display, method };
    const hotkey = await openStopHotkey(() => seen.push('hotkey'), options);
    const witness = await openStopHotkey(() => seen.push('witness'), options);
    try {
      expect(hotkey.method).toBe(method);
      await holdKeyboard();
      witness.arm(true);
      await desktop.key('Ctrl+Alt+Shift+S');
      await until('the first press is seen', 5000, async () => (seen.length > 0 ? true : null));
      hotkey.arm(true);
      witness.arm(false);
      await desktop.key('Ctrl+Alt+Shift+S');
      await until('the second press is seen', 5000, async () => (seen.length > 1 ? true : null));
      expect(seen).toEqual(['witness', 'hotkey']);
    } finally {
      await hotkey.close();
      await witness.close();
    }
  });
});

describe('the stop hotkey', () => {
  const press = async (combinations: string[], layout?: string) => {
    let stops = 0;
    const hotkey = await openStopHotkey(() => (stops += 1), { display: desktop.display });
    try {
      if (layout) expect(await desktop.run('setxkbmap', layout.split(' ')).exited).toBe(0);
      hotkey.arm(true);
      for (const combination of combinations) await desktop.key(combination);
      await until('the hotkey is seen', 5000, async () => (stops > 0 ? true : null));
      return stops;
    } finally {
      await hotkey.close();
    }
  };

  it('SEC-C5 is seen while another program has frozen the keyboard, and needs all of its keys then too', async () => {
    await holdKeyboard({ frozen: true });
    expect(await press(['s', 'Ctrl+Alt+S', 'Ctrl+Shift+S', 'Ctrl+Alt+Shift+S'])).toBe(1);
  });

  it.each([false, true])(
    'SEC-C5 is seen by a process that reads it long after the keys came up; frozen keyboard: %s',
    async (frozen) => {
      if (frozen) await holdKeyboard({ frozen });
      let stops = 0;
      const hotkey = await openStopHotkey(() => (stops += 1), { display: desktop.display });
      try {
        hotkey.arm(true);
        // This process can do nothing before the keys are up again.
        for (const keys of ['ctrl+alt+s', 'ctrl+alt+shift+s', 'ctrl+shift+s'])
          spawnSync('xdotool', ['key', keys], { env: desktop.env });
        await until('the hotkey is seen', 5000, async () => (stops > 0 ? true : null));
        expect(stops).toBe(1);
      } finally {
        await hotkey.close();
      }
    },
  );

  it('SEC-C5 needs all of its keys', async () => {
    expect(await press(['s', 'Ctrl+S', 'Ctrl+Shift+S', 'Alt+Shift+S', 'Ctrl+Alt+Shift+S'])).toBe(1);
  });

  it('SEC-C5 is where the S is under another layout', async () => {
    expect(await press(['Ctrl+Alt+Shift+S'], 'us dvorak')).toBe(1);
  });

  it('SEC-C5 closing ends it', async () => {
    let stops = 0;
    const hotkey = await openStopHotkey(() => (stops += 1), { display: desktop.display });
    const witness = await openStopHotkey(() => (stops += 10), { display: desktop.display });
    hotkey.arm(true);
    witness.arm(true);
    await hotkey.close();
    await desktop.key('Ctrl+Alt+Shift+S');
    await until('the other one sees it', 5000, async () => (stops > 0 ? true : null));
    expect(stops).toBe(10);
    await witness.close();
  });
});

describe('the border while somebody controls', () => {
  const EDGES = [
    [0, 0],
    [400, 3],
    [400, 596],
    [799, 599],
    [3, 300],
    [796, 300],
  ] as const;
  const colours = () => Promise.all(EDGES.map(([x, y]) => desktop.pixel(x, y)));
  const allRed = async () => ((await colours()).every((colour) => colour === '#cc2a38') ? true : null);

  it('lies on all four edges, four pixels wide, and goes again', async () => {
    const overlay = await openEdgeOverlay({ display: desktop.display });
    try {
      expect(await colours()).not.toContain('#cc2a38');
      await overlay.show(true);
      await until('it is red', 5000, allRed);
      expect(await desktop.pixel(400, 4)).not.toBe('#cc2a38');
      expect(await desktop.pixel(4, 300)).not.toBe('#cc2a38');
      await overlay.show(false);
      await until('it is gone', 5000, async () => ((await colours()).includes('#cc2a38') ? null : true));
    } finally {
      await overlay.close();
    }
  });

  it('stays above windows that open over it', async () => {
    const overlay = await openEdgeOverlay({ display: desktop.display });
    try {
      await overlay.show(true);
      const { X, root } = connection;
      const wid = X.AllocID();
      X.CreateWindow(wid, root, 0, 0, 800, 600, 0, 0, 1, 0, {
        overrideRedirect: 1,
        backgroundPixel: 0x00ff00,
      });
      X.MapWindow(wid);
      await until('the window is there', 5000, async () =>
        (await desktop.pixel(400, 300)) === '#00ff00' ? true : null,
      );
      await until('the border is red', 5000, allRed);
      X.RaiseWindow(wid);
      await until('the border is red again', 5000, allRed);
    } finally {
      await overlay.close();
    }
  });

  it('lets clicks through to the window below', async () => {
    const bare = await startDesktop({ width: 400, height: 300, windowManager: false });
    const overlay = await openEdgeOverlay({ display: bare.display });
    try {
      const program = bare.run('stdbuf', ['-oL', 'xev', '-geometry', '400x300+0+0', '-event', 'button']);
      await bare.waitForWindow('Event Tester');
      await overlay.show(true);
      await until('it is red', 5000, async () => ((await bare.pixel(1, 150)) === '#cc2a38' ? true : null));
      await bare.click(1, 150);
      await until('the click arrives', 5000, async () =>
        /ButtonPress event[^]*?root:\(1,150\)/.test(program.output()) ? true : null,
      );
    } finally {
      await overlay.close();
      await bare.close();
    }
  });
});

describe('the state of the screen', () => {
  it('SEC-C6 is no display where there is none, and locked while the screen saver is on', async () => {
    const nowhere = new ScreenWatch({ display: ':987' });
    const screen = new ScreenWatch({ display: desktop.display });
    try {
      expect(await nowhere.state()).toBe('no-display');
      expect(['unknown', 'unlocked']).toContain(await screen.state());
      expect(await desktop.run('xset', ['s', 'activate']).exited).toBe(0);
      await until('it is locked', 5000, async () => ((await screen.state()) === 'locked' ? true : null));
      expect(await desktop.run('xset', ['s', 'reset']).exited).toBe(0);
      await until('it is open again', 5000, async () => ((await screen.state()) === 'locked' ? null : true));
    } finally {
      await screen.close();
    }
  });

  it('SEC-C6 is no display once the X server has gone', async () => {
    const other = await startDesktop({ width: 320, height: 200, windowManager: false });
    const screen = new ScreenWatch({ display: other.display });
    expect(await screen.state()).not.toBe('no-display');
    await other.close();
    await until('it is gone', 5000, async () => ((await screen.state()) === 'no-display' ? true : null));
    await screen.close();
  });
});
