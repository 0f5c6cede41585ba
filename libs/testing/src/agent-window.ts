import { until } from './until';
import type { DesktopProgram, XDesktop } from './x-desktop';

const PATIENCE_MS = 15_000;
const SIZE = { width: 380, height: 520 } as const;

/** The ring round the safe answer: a question is on the screen. */
const ASKING = { x: 17, y: 440, colour: '#3654d1' };

/** Places in the agent's window, from its top left, and a pixel that tells that they are there. */
const BUTTONS = {
  no: { x: 104, y: 440, mark: ASKING },
  yes: { x: 278, y: 440, mark: ASKING },
  stopAll: { x: 190, y: 386, mark: { x: 40, y: 386, colour: '#a71b29' } },
  leave: { x: 320, y: 488, mark: { x: 190, y: 458, colour: '#e5e8ed' } },
} as const;

/** The window of a running agent as the person in front of the desktop sees and uses it. */
export class AgentWindow {
  constructor(
    readonly desktop: XDesktop,
    readonly program: DesktopProgram,
  ) {}

  /** Waits until the window says this in its title. */
  titled(title: string): Promise<{ x: number; y: number }> {
    return this.desktop.waitForWindow(title, PATIENCE_MS).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.program.output()}`);
    });
  }

  /** Where a button is on the screen, once it is there: seen by its colour, as a person sees it. */
  async find(button: keyof typeof BUTTONS): Promise<{ x: number; y: number }> {
    const { x, y, mark } = BUTTONS[button];
    return until(`${button} in the agent's window`, PATIENCE_MS, async () => {
      const window = (await this.desktop.windows()).find(
        (one) => one.width === SIZE.width && one.height === SIZE.height,
      );
      if (!window) return null;
      const colour = await this.desktop.pixel(window.x + mark.x, window.y + mark.y);
      return colour === mark.colour ? { x: window.x + x, y: window.y + y } : null;
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.program.output()}`);
    });
  }

  async press(button: keyof typeof BUTTONS): Promise<void> {
    const { x, y } = await this.find(button);
    await this.desktop.click(x, y);
  }

  /** Whether a line of alarm stands in the window. */
  async alarmed(): Promise<boolean> {
    const window = await this.titled(' ');
    return (await this.desktop.pixel(window.x + 40, window.y + 112)) === '#fff0f1';
  }
}
