import type { AccountRole, ChangedAccount, SiteSettings } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { Person } from './browser';
import { Picture } from './picture';

/** Large enough to show a desktop of 1280 x 800 pixel by pixel beside the panel. */
const VIEWPORT = { width: 1920, height: 1100 };

export const ANA = {
  name: 'Ana Ruiz',
  email: 'ana@norvia.example',
  password: 'a quiet green kettle sings',
} as const;

/** Where a console is. */
interface Installation {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly setupLink: string;
}

/** A CSR in front of the console. */
export class CsrPage {
  /** What is shown of the customer's computer. */
  readonly picture: Picture;

  private constructor(
    readonly person: Person,
    readonly page: Page,
    readonly site: Installation,
  ) {
    this.picture = new Picture(page);
  }

  static async open(browser: Browser, site: Installation): Promise<CsrPage> {
    const person = await Person.open(browser, { viewport: VIEWPORT });
    return new CsrPage(person, person.page, site);
  }

  /** The same CSR in a second tab of the same browser. */
  async anotherTab(): Promise<CsrPage> {
    return new CsrPage(this.person, await this.person.anotherTab(), this.site);
  }

  /** Makes the first administrator with the link that the server printed; they are signed in then. */
  async setUp(name: string = ANA.name): Promise<void> {
    const { page } = this;
    await page.goto(this.site.setupLink);
    await page.getByLabel('Your name').fill(name);
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

  /** Another person who works here, in their own browser: their account was made by this administrator. */
  async colleague(browser: Browser, name: string, role: AccountRole = 'csr'): Promise<CsrPage> {
    const email = `${name.split(' ')[0]?.toLowerCase()}@norvia.example`;
    const body = { name, email, role, language: 'en' };
    const { link } = await this.rest<ChangedAccount>('POST', '/accounts', body);
    const colleague = await CsrPage.open(browser, this.site);
    await colleague.page.goto(link?.url ?? '');
    await colleague.page.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
    await colleague.button('Save and sign in').click();
    await colleague.startButton.waitFor();
    return colleague;
  }

  /** Asks a colleague in by the directory; their console rings. */
  async askIn(name: string): Promise<void> {
    await this.tool('Invite').click();
    const dialog = this.page.getByRole('dialog', { name: 'Invite', exact: true });
    await dialog.getByRole('tab', { name: 'Support representative' }).click();
    await dialog.getByRole('button', { name: `Ask ${name} in` }).click();
    await dialog.getByText('Ringing…').waitFor();
    await this.closeDialog(dialog);
  }

  /** Makes a link for an expert from outside, with these rights ticked. */
  async expertLink(...ticks: string[]): Promise<string> {
    await this.tool('Invite').click();
    const dialog = this.page.getByRole('dialog', { name: 'Invite', exact: true });
    await dialog.getByRole('tab', { name: 'Support representative' }).click();
    for (const tick of ticks) await dialog.getByRole('checkbox', { name: tick }).check();
    await dialog.getByRole('button', { name: 'Make the expert’s link' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Link for an expert from outside' }).inputValue();
    await this.closeDialog(dialog);
    return link;
  }

  /** Comes in from outside, by the link of an expert. */
  async comeAsExpert(link: string, name: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel('Your name').fill(name);
    await this.button('Come in').click();
    await this.toolbar.waitFor();
  }

  /** A console that rings. */
  ring(by: string): Locator {
    return this.page.getByRole('alertdialog', { name: `${by} asks you to help` });
  }

  async comeIn(by: string): Promise<void> {
    await this.ring(by)
      .getByRole('button', { name: /^Come in/ })
      .click();
    await this.toolbar.waitFor();
  }

  /** Hands the session over to somebody of the Participants panel. */
  async transferTo(name: string, reason: string): Promise<void> {
    await this.openPanel('Participants');
    await this.button(`What to do about ${name}`).click();
    await this.page.getByRole('menuitem', { name: 'Transfer control…' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Transfer control' });
    await dialog.getByLabel('Why').fill(reason);
    await dialog.getByRole('button', { name: 'Transfer control' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  signOut(): Promise<void> {
    return this.signOutAs(ANA.name);
  }

  async signOutAs(name: string): Promise<void> {
    await this.button(`Account of ${name}`).click();
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

  /** Opens the dialog, reads an invite that can be used, and closes it. */
  async invite(): Promise<{ link: string; code: string; place: string }> {
    const dialog = await this.openInvites();
    const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
    const code = (await dialog.getByLabel('Spoken code').textContent()) ?? '';
    const place = (await dialog.getByText(/^The customer types them at /).textContent()) ?? '';
    await this.closeDialog(dialog);
    return { link, code: code.replaceAll(/\D/g, ''), place: place.split(' ').at(-1) ?? '' };
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
    const dialog = this.page.getByRole('dialog', { name: 'Invite', exact: true });
    const link = dialog.getByRole('textbox', { name: 'Invite link' });
    const make = dialog.getByRole('button', { name: 'Make an invite' });
    await link.or(make).waitFor();
    if (await make.isVisible()) await make.click();
    await link.waitFor();
    return dialog;
  }

  private async closeDialog(dialog: Locator): Promise<void> {
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  async admit(name: string): Promise<void> {
    await this.button(`Admit ${name}`).first().click();
  }

  async openPanel(name: 'Chat' | 'Participants' | 'Notes'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Where the notes are written; the panel must be open. */
  get notes(): Locator {
    return this.page.getByRole('textbox', { name: 'Notes of this session' });
  }

  async saveNotes(): Promise<void> {
    await this.button('Save').click();
    await this.page.getByText(/^Saved \d\d:\d\d$/).waitFor();
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

  /** Whom the next line of the chat is for: "Everyone", "All representatives", or people by name. */
  async sendTo(...names: string[]): Promise<void> {
    await this.button(/^Send to: /).click();
    const menu = this.page.getByRole('menu', { name: 'Send to' });
    for (const name of names) {
      const all = menu.getByRole('menuitemradio', { name, exact: true });
      await all.or(menu.getByRole('menuitemcheckbox', { name, exact: true })).click();
    }
    await this.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
  }

  /** A line of the chat that is in sight. */
  line(text: string): Locator {
    return this.page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text });
  }

  /**
   * The lines of the chat, in order; what still waits for the server is left out. Only what is near the window is drawn, so it is
   * read through as a person does, from the top to the end.
   */
  async chat(): Promise<string[]> {
    const log = this.page.getByRole('log', { name: 'Messages' });
    if ((await log.count()) === 0) return [];
    return log.evaluate(async (box) => {
      const lines = new Map<number, string>();
      const gather = (): void => {
        for (const line of box.querySelectorAll<HTMLElement>('article[data-seq]'))
          lines.set(Number(line.dataset.seq), line.querySelector('p')?.textContent ?? '');
      };
      const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const left = (): number => box.scrollHeight - box.scrollTop - box.clientHeight;
      const [from, wasAtEnd] = [box.scrollTop, left() < 48];
      gather();
      if (box.scrollHeight > box.clientHeight) {
        box.scrollTop = 0;
        for (let before = -1; before !== box.scrollTop; ) {
          await drawn();
          gather();
          before = box.scrollTop;
          box.scrollTop += box.clientHeight / 2;
        }
        box.scrollTop = wasAtEnd ? box.scrollHeight : from;
      }
      return [...lines].sort(([a], [b]) => a - b).map(([, text]) => text);
    });
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
    await this.picture.hands.waitFor();
    await this.running.getByText('Click the picture to type there').waitFor();
  }

  /** Waits until nothing of the customer's computer is shown or driven here any more. */
  async holdsNothing(): Promise<void> {
    await this.button(/^Stop (controlling|seeing the screen)$/).waitFor({ state: 'detached' });
    await this.picture.hands.waitFor({ state: 'detached' });
  }

  /** Types on the CSR's own keyboard. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
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
    await this.rest('PATCH', '/site/settings', over);
  }

  async endSession(): Promise<void> {
    await this.tool('End session').click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'End session', exact: true }).click();
  }
}
