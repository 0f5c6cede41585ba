import type { SiteSettings } from '@relevo/contracts';
import { until } from '@relevo/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { Person } from './browser';
import type { Site } from './site';

/** Large enough to show a desktop of 1280 x 800 pixel by pixel beside the panel. */
const VIEWPORT = { width: 1920, height: 1100 };
const PATIENCE_MS = 20_000;

export const ANA = {
  name: 'Ana Ruiz',
  email: 'ana@norvia.example',
  password: 'a quiet green kettle sings',
} as const;

/** A point of the customer's desktop, in its pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A CSR in front of the console. */
export class CsrPage {
  private constructor(
    readonly person: Person,
    readonly page: Page,
    readonly site: Site,
  ) {}

  static async open(browser: Browser, site: Site): Promise<CsrPage> {
    const person = await Person.open(browser, { viewport: VIEWPORT });
    return new CsrPage(person, person.page, site);
  }

  /** The same CSR in a second tab of the same browser. */
  async anotherTab(): Promise<CsrPage> {
    return new CsrPage(this.person, await this.person.anotherTab(), this.site);
  }

  /** Makes the first administrator with the link that the server printed; they are signed in then. */
  async setUp(): Promise<void> {
    const { page } = this;
    await page.goto(this.site.setupLink);
    await page.getByLabel('Your name').fill(ANA.name);
    await page.getByLabel('E-mail').fill(ANA.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
    await this.button('Create administrator').click();
    await this.startButton.waitFor();
  }

  async signIn(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.site.origin}/`);
    await page.getByLabel('E-mail').fill(ANA.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
    await this.button('Sign in').click();
    await this.startButton.waitFor();
  }

  async signOut(): Promise<void> {
    await this.button(`Account of ${ANA.name}`).click();
    await this.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await this.button('Sign in').waitFor();
  }

  get startButton(): Locator {
    return this.button('Start session');
  }

  get toolbar(): Locator {
    return this.page.getByRole('toolbar', { name: 'Session tools' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  tool(name: string): Locator {
    return this.toolbar.getByRole('button', { name, exact: true });
  }

  /** A tool that cannot be used says so, and why. */
  async whyNot(name: string): Promise<string | null> {
    const tool = this.tool(name);
    if ((await tool.getAttribute('aria-disabled')) !== 'true') return null;
    const id = await tool.getAttribute('aria-describedby');
    return this.page.locator(`[id="${id}"]`).textContent();
  }

  /** The tools in their order, by their accessible names. */
  toolNames(): Promise<string[]> {
    return this.toolbar
      .getByRole('button')
      .evaluateAll((all) => all.map((tool) => tool.getAttribute('aria-label') ?? tool.textContent ?? ''));
  }

  /** From the home page. Returns the id of the session. */
  async startSession(): Promise<string> {
    await this.page.goto(`${this.site.origin}/`);
    await this.startButton.click();
    await this.page.waitForURL(/\/sessions\//);
    await this.toolbar.waitFor();
    return this.sessionId;
  }

  get sessionId(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** Opens the dialog, reads the invite that it has made, and closes it. */
  async invite(): Promise<{ link: string; code: string }> {
    const dialog = await this.openInvites();
    const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
    const code = (await dialog.getByLabel('Spoken code').textContent()) ?? '';
    await this.closeDialog(dialog);
    return { link, code: code.replaceAll(/\D/g, '') };
  }

  /** Withdraws the only invite that is still open. */
  async withdrawInvite(): Promise<void> {
    const dialog = await this.openInvites();
    await dialog.getByRole('button', { name: /^Withdraw the invite made / }).click();
    await dialog.getByText('Withdrawn', { exact: true }).waitFor();
    await this.closeDialog(dialog);
  }

  private async openInvites(): Promise<Locator> {
    await this.tool('Invite').click();
    const dialog = this.page.getByRole('dialog', { name: 'Invite the customer' });
    await dialog.getByRole('textbox', { name: 'Invite link' }).waitFor();
    return dialog;
  }

  private async closeDialog(dialog: Locator): Promise<void> {
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  async admit(name: string): Promise<void> {
    await this.button(`Admit ${name}`).first().click();
  }

  async openPanel(name: 'Chat' | 'Participants'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Who is in the session, by the Participants panel. */
  people(): Promise<string[]> {
    return this.page.getByRole('region', { name: 'In the session' }).locator('li b').allTextContents();
  }

  async say(text: string): Promise<void> {
    const field = this.page.getByLabel('Write a message');
    await field.fill(text);
    await field.press('Enter');
  }

  /** The lines of the chat as they stand on the page; what still waits for the server is left out. */
  chat(): Promise<string[]> {
    return this.page
      .getByRole('log', { name: 'Messages' })
      .locator('article:not([data-pending]) p')
      .allTextContents();
  }

  /** Waits until the chat is these lines, in this order. */
  async hears(lines: readonly string[]): Promise<void> {
    await until(`the chat ${JSON.stringify(lines)}`, PATIENCE_MS, async () =>
      JSON.stringify(await this.chat()) === JSON.stringify(lines) ? true : null,
    );
  }

  async askFor(what: 'See the screen' | 'Control mouse and keyboard'): Promise<void> {
    await this.tool('Remote control').click();
    await this.page.getByRole('menuitem', { name: what, exact: true }).click();
    await this.button(
      what === 'See the screen' ? /^Cancel the request to see/ : /^Cancel the request to control/,
    ).waitFor();
  }

  /** What runs now, by the strip above the picture. */
  get running(): Locator {
    return this.page.getByRole('group', { name: 'What is running' });
  }

  /** Waits until the customer's desktop can be driven here: after an answer, input rests for a moment. */
  async controls(): Promise<void> {
    await this.hands.waitFor();
    await this.running.getByText('Click the picture to type there').waitFor();
  }

  /** Waits until nothing of the customer's computer is shown or driven here any more. */
  async holdsNothing(): Promise<void> {
    await this.button(/^Stop (controlling|seeing the screen)$/).waitFor({ state: 'detached' });
    await this.hands.waitFor({ state: 'detached' });
  }

  /** Where keys and pointer go to the customer's computer. */
  get hands(): Locator {
    return this.page.getByLabel('Keyboard and pointer for the customer’s computer');
  }

  async click(at: Point): Promise<void> {
    const { x, y } = await this.onPage(at);
    await this.page.mouse.click(x, y);
  }

  async drag(from: Point, to: Point): Promise<void> {
    const start = await this.onPage(from);
    const end = await this.onPage(to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x, end.y, { steps: 12 });
    await this.page.mouse.up();
  }

  /** Types on the CSR's own keyboard. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
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

  /** A request as the console's own pages make it, with this CSR's cookie. */
  async rest<T>(method: string, path: string, data?: unknown): Promise<T> {
    const { origin } = this.site;
    const headers = { 'x-relevo': '1', origin };
    const answer = await this.person.context.request.fetch(`${origin}/api/v1${path}`, {
      method,
      headers,
      data,
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json() as Promise<T>;
  }

  /** Changes settings of the site. */
  async set(over: Partial<SiteSettings>): Promise<void> {
    const settings = await this.rest<SiteSettings>('GET', '/site/settings');
    await this.rest('PUT', '/site/settings', { ...settings, ...over });
  }

  async endSession(): Promise<void> {
    await this.tool('End session').click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'End session', exact: true }).click();
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
