import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DesktopWindow, PATIENCE_MS, startDesktop, until, type XDesktop } from '@relevo/testing';
import { AgentOnDesktop } from './agent';

/** The red border of the screen while somebody controls it. */
const EDGE = { x: 1, y: 300, colour: '#cc2a38' } as const;

/** Buttons of the agent's window by the words on them; in question and invitation they stand at the same places. */
const BUTTONS = {
  Connect: 'yes',
  Cancel: 'no',
  Allow: 'yes',
  'Don’t allow': 'no',
  'Stop everything': 'stopAll',
  'Leave session': 'leave',
} as const;

/** The customer's computer, with the customer in front of it. */
export class AgentDesk {
  private agent: AgentOnDesktop | undefined;

  private constructor(
    readonly desktop: XDesktop,
    /** Where the customer's own files are. */
    readonly home: string,
  ) {}

  static async open(): Promise<AgentDesk> {
    const desktop = await startDesktop({ width: 1280, height: 800 });
    return new AgentDesk(desktop, mkdtempSync(join(tmpdir(), 'relevo-home-')));
  }

  /** Starts the agent with the line that the customer's page shows, and presses Connect. */
  async attach(line: string): Promise<void> {
    this.agent = AgentOnDesktop.byCommand(this.desktop, line);
    await this.press('Connect');
    await this.titled(/^Help for /);
  }

  async press(button: keyof typeof BUTTONS): Promise<void> {
    if (!this.agent) throw new Error('no agent was started');
    await this.agent.press(BUTTONS[button]);
  }

  /** What the customer says about the safety code in the agent's window. */
  async compare(matches: boolean): Promise<void> {
    if (!this.agent) throw new Error('no agent was started');
    await this.agent.compare(matches);
  }

  /** The agent's window, once its title says this. */
  titled(title: RegExp): Promise<DesktopWindow> {
    return this.desktop.waitForWindow(title, PATIENCE_MS).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.output}`);
    });
  }

  /** What the agent wrote in its terminal. */
  get output(): string {
    return this.agent?.program.output() ?? '';
  }

  /** `kill -9` of the agent. */
  async crashAgent(): Promise<void> {
    const window = await this.agent?.shown();
    if (!window?.pid) throw new Error('the agent has no window');
    process.kill(window.pid, 'SIGKILL');
    await this.agent?.program.exited;
  }

  /** Ends the agent as closing its terminal does. */
  async stopAgent(): Promise<void> {
    await this.agent?.program.stop();
    this.agent = undefined;
  }

  /** A real terminal in the customer's folder, with the focus. */
  async terminal(title: string, command?: string): Promise<DesktopWindow> {
    const { window } = await this.desktop.terminal(title, { cwd: this.home, ...(command && { command }) });
    return window;
  }

  /** What a file in the customer's folder holds; empty while there is none. */
  file(name: string): string {
    try {
      return readFileSync(join(this.home, name), 'utf8');
    } catch {
      return '';
    }
  }

  /** Waits until a file holds what is looked for, and gives all of it. */
  fileWith(name: string, wanted: string | RegExp): Promise<string> {
    return until(`${wanted} in ${name}`, PATIENCE_MS, async () => {
      const text = this.file(name);
      return (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) ? text : null;
    }).catch((error: Error) => {
      throw new Error(`${error.message}; it holds ${JSON.stringify(this.file(name))}\n${this.output}`);
    });
  }

  /** Waits until the red border of control is there, or gone. */
  async bordered(wanted: boolean): Promise<void> {
    await until(wanted ? 'the red border' : 'no red border', PATIENCE_MS, async () =>
      ((await this.desktop.pixel(EDGE.x, EDGE.y)) === EDGE.colour) === wanted ? true : null,
    );
  }

  /** Waits until no key and no button is down. */
  async letGo(): Promise<void> {
    await until('nothing is held', PATIENCE_MS, async () =>
      (await this.desktop.held()) === 0 ? true : null,
    );
  }

  async close(): Promise<void> {
    await this.desktop.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}
