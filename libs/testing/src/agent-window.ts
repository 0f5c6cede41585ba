import { PATIENCE_MS, until } from './until';
import type { DesktopProgram, DesktopWindow, XDesktop } from './x-desktop';

const SIZE = { width: 380, height: 520 } as const;

/** The ring round the safe answer: a question is on the screen. */
const ASKING = { x: 17, y: 440, colour: '#3654d1' };

/** The line above the last row; under control the red edge pushes it up. */
const FOOT = [455, 458].map((y) => ({ x: 190, y, colour: '#e5e8ed' }));

/** The upper edge of a line of alarm; under control the red edge pushes it down. */
const ALARM = [112, 117] as const;

/** Places in the agent's window, from its top left, and pixels of which one tells that they are there. */
const BUTTONS = {
  no: { x: 104, y: 440, marks: [ASKING] },
  yes: { x: 278, y: 440, marks: [ASKING] },
  stopAll: { x: 190, y: 386, marks: [{ x: 40, y: 386, colour: '#a71b29' }] },
  leave: { x: 320, y: 488, marks: FOOT },
} as const;

/** The card with the safety code, by a column of its own colour; its answers stand below the code, or beside it where room is short. */
const CARD = { x: 28, from: 100, to: 440, step: 4, colour: '#f1f3f6', tall: 110, low: 50 } as const;
const ANSWERS = { below: { no: 110, yes: 270, fromFoot: 34 }, beside: { no: 197, yes: 290 } } as const;

/** The window of a running agent as the person in front of the desktop sees and uses it. */
export class AgentWindow {
  constructor(
    readonly desktop: XDesktop,
    readonly program: DesktopProgram,
  ) {}

  /** The window, while it is shown. */
  async shown(): Promise<DesktopWindow | undefined> {
    const windows = await this.desktop.windows();
    return windows.find(({ width, height }) => width === SIZE.width && height === SIZE.height);
  }

  /** Waits until the window says this in its title. */
  titled(title: string): Promise<{ x: number; y: number }> {
    return this.desktop.waitForWindow(title, PATIENCE_MS).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.program.output()}`);
    });
  }

  /** Where a button is on the screen, once it is there: seen by its colour, as a person sees it. */
  async find(button: keyof typeof BUTTONS): Promise<{ x: number; y: number }> {
    const { x, y, marks } = BUTTONS[button];
    return until(`${button} in the agent's window`, PATIENCE_MS, async () => {
      const window = await this.shown();
      if (!window) return null;
      for (const mark of marks) {
        const colour = await this.desktop.pixel(window.x + mark.x, window.y + mark.y);
        if (colour === mark.colour) return { x: window.x + x, y: window.y + y };
      }
      return null;
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.program.output()}`);
    });
  }

  /** Where a button is or will be. */
  async placeOf(button: keyof typeof BUTTONS): Promise<{ x: number; y: number }> {
    const window = await this.titled(' ');
    return { x: window.x + BUTTONS[button].x, y: window.y + BUTTONS[button].y };
  }

  async press(button: keyof typeof BUTTONS): Promise<void> {
    const { x, y } = await this.find(button);
    await this.desktop.click(x, y);
  }

  /** Presses what the person says about the safety code in the window. */
  async compare(matches: boolean): Promise<void> {
    const answer = matches ? 'yes' : 'no';
    const at = await until('the safety code in the window', PATIENCE_MS, async () => {
      const window = await this.shown();
      const card = window && (await this.cardIn(window));
      if (!card) return null;
      const below = card.bottom - card.top > CARD.tall;
      const x = below ? ANSWERS.below[answer] : ANSWERS.beside[answer];
      const y = below ? card.bottom - ANSWERS.below.fromFoot : (card.top + card.bottom) / 2;
      return { x: window.x + x, y: Math.round(window.y + y) };
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.program.output()}`);
    });
    await this.desktop.click(at.x, at.y);
  }

  private async cardIn(window: DesktopWindow): Promise<{ top: number; bottom: number } | null> {
    let top: number | null = null;
    for (let y: number = CARD.from; y <= CARD.to; y += CARD.step) {
      const inside = (await this.desktop.pixel(window.x + CARD.x, window.y + y)) === CARD.colour;
      if (inside) top ??= y;
      else if (top !== null && y - top > CARD.low) return { top, bottom: y };
      else top = null;
    }
    return null;
  }

  /** Whether a line of alarm stands in the window. */
  async alarmed(): Promise<boolean> {
    const window = await this.titled(' ');
    const colours = ALARM.map((y) => this.desktop.pixel(window.x + 40, window.y + y));
    return (await Promise.all(colours)).includes('#fff0f1');
  }
}
