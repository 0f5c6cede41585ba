import { PATIENCE_MS, until } from '@relevo/testing';
import type { Locator, Page } from 'playwright-core';

/** A point of the customer's desktop, in its pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a console shows of the customer's computer, and the hands that work there. */
export class Picture {
  constructor(private readonly page: Page) {}

  /** Where keys and pointer go to the customer's computer. */
  get hands(): Locator {
    return this.page.getByLabel('Keyboard and pointer for the customer’s computer');
  }

  async click(at: Point): Promise<void> {
    const { x, y } = await this.onPage(at);
    await this.page.mouse.click(x, y);
  }

  /**
   * Drags as a hand does, that lets go of what has followed: window managers take a press, moves and a release that
   * arrive at once (a busy machine) for a click.
   */
  async drag(from: Point, to: Point, followed: () => Promise<boolean>): Promise<void> {
    const start = await this.onPage(from);
    const end = await this.onPage(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x, end.y, { steps: 12 });
    await until('what is dragged has followed', PATIENCE_MS, async () => {
      if (await followed()) return true;
      await this.page.mouse.move(end.x - 4, end.y - 4);
      await this.page.mouse.move(end.x, end.y);
      return null;
    });
    await this.page.mouse.up();
  }

  /** The colour of the shown picture at a point of the desktop, as `#rrggbb`. */
  pixel({ x, y }: Point): Promise<string> {
    return this.page
      .getByRole('region', { name: 'Screen of the customer' })
      .locator('canvas:not([aria-hidden])')
      .evaluate(
        (canvas: HTMLCanvasElement, at) => {
          const data = canvas.getContext('2d')?.getImageData(at.x, at.y, 1, 1).data ?? [];
          return `#${[...data]
            .slice(0, 3)
            .map((value) => value.toString(16).padStart(2, '0'))
            .join('')}`;
        },
        { x, y },
      );
  }

  /** Waits until the picture shows this colour at this point. */
  async shows(at: Point, colour: string): Promise<void> {
    await until(`${colour} at ${at.x}, ${at.y} of the picture`, PATIENCE_MS, async () =>
      (await this.pixel(at)) === colour ? true : null,
    );
  }

  /** A screen that is shown from a browser. */
  get video(): Locator {
    return this.page.locator('video[aria-label="Screen of the customer"]');
  }

  /** Waits until the video plays and its middle has this colour (each channel within 32: video codecs shift colours). */
  async videoShows([red, green, blue]: readonly [number, number, number]): Promise<void> {
    await this.video.waitFor();
    await until(`a video of ${red}, ${green}, ${blue}`, PATIENCE_MS, async () => {
      const [at, ...seen] = await this.video.evaluate((video: HTMLVideoElement) => {
        const canvas = document.createElement('canvas');
        const context = canvas.getContext('2d');
        context?.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
        return [video.currentTime, ...(context?.getImageData(0, 0, 1, 1).data ?? [])];
      });
      const near = [red, green, blue].every((value, index) => Math.abs(value - (seen[index] ?? 999)) <= 32);
      return near && (at ?? 0) > 0 ? true : null;
    });
  }

  private async onPage({ x, y }: Point): Promise<Point> {
    const box = await this.hands.boundingBox();
    if (!box) throw new Error('the picture is not on the page');
    const scale = await this.hands.evaluate((area) => {
      const canvas = area.parentElement?.querySelector('canvas:not([aria-hidden])');
      return area.clientWidth / ((canvas as HTMLCanvasElement | null)?.width ?? 1);
    });
    return { x: box.x + (x + 0.5) * scale, y: box.y + (y + 0.5) * scale };
  }
}
