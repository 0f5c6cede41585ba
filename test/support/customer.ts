import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { Person, SHOWN_TAB } from './browser';

export const MARIA = 'María Gómez';

/** A customer in front of the page that the link opens. */
export class CustomerPage {
  private constructor(readonly person: Person) {}

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<CustomerPage> {
    return new CustomerPage(
      await Person.open(browser, { viewport: { width: 1100, height: 900 }, ...options }),
    );
  }

  get page() {
    return this.person.page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  /** Opens the link and writes a name; waits for nothing afterwards. */
  async join(link: string, name = MARIA): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel('Your name').fill(name);
    await this.button('Join').click();
  }

  /** What the CSR can do right now, as the page says it. */
  get now(): Locator {
    return this.page.getByRole('region', { name: /^What .+ can do now$/ });
  }

  /** Waits until the CSR has let them in. */
  async isIn(): Promise<void> {
    await this.now.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.page.getByLabel(/^Write to /).fill(text);
    await this.button('Send').click();
  }

  /** Whom the next line is for, by the list above it. */
  async sendTo(name: string): Promise<void> {
    await this.page.getByLabel('Send to').selectOption({ label: name });
  }

  /** A line of the chat. */
  line(text: string): Locator {
    return this.page.getByRole('log').locator('.bubble').filter({ hasText: text });
  }

  /** The lines of the chat as they stand on the page; what still waits for the server is left out. */
  chat(): Promise<string[]> {
    return this.page.getByRole('log').locator('.bubble:not(.bubble-pending) p').allTextContents();
  }

  /** Waits until the chat is these lines, in this order. */
  async hears(lines: readonly string[]): Promise<void> {
    await until(`the chat ${JSON.stringify(lines)}`, PATIENCE_MS, async () =>
      JSON.stringify(await this.chat()) === JSON.stringify(lines) ? true : null,
    );
  }

  /** What the page tells to type in a terminal of the computer that needs help. */
  async agentCommand(): Promise<string> {
    await this.button('Show me how').click();
    return (await this.page.locator('code').textContent()) ?? '';
  }

  /** Opens the tab that is chosen when the browser asks what to show: all of it has this colour. */
  async openTabToShow(colour: string): Promise<void> {
    const page = await this.person.anotherTab();
    await page.setContent(`<title>${SHOWN_TAB}</title><body style="background:${colour}">`);
    await this.page.bringToFront();
  }

  /** Leaves; the page says so at once. */
  async leave(): Promise<void> {
    await this.button('Leave session').click();
    await this.heading('You have left').waitFor();
  }
}
