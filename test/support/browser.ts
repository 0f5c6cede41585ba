import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** Title of the tab that people choose when a browser asks what to show. */
export const SHOWN_TAB = 'Invoices';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A browser asks which screen to show; a tab with this title is the answer of everybody in these tests.
  `--auto-select-tab-capture-source-by-title=${SHOWN_TAB}`,
];

/** The distribution's Chromium (Debian package chromium). */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });

/** Lines that browsers write themselves while a server is away, or for an answer that says no. */
const EXPECTED = /Failed to load resource|WebSocket connection to|net::ERR_/;

/** A window of a person of their own: separate cookies, storage and keys. */
export class Person {
  /** Errors in their pages. */
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(20_000);
    const person = new Person(context, await context.newPage());
    person.watch(person.page);
    return person;
  }

  /** A second tab of the same person. */
  async anotherTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.watch(page);
    return page;
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.faults.push(String(error.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) this.faults.push(message.text());
    });
  }
}
