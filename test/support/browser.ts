import { createHash, X509Certificate } from 'node:crypto';
import { PATIENCE_MS } from '@relevo/testing';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { type Seen, watchFor } from './watch';

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
  // The machine's IPv6 name is that of a line that a test can cut (`CutLine`): nobody else may come to it by `localhost`.
  '--host-resolver-rules=MAP localhost 127.0.0.1',
  // A browser asks which screen to show; a tab with this title is the answer of everybody in these tests.
  `--auto-select-tab-capture-source-by-title=${SHOWN_TAB}`,
];

/** Chromium without the windows around its pages (Debian package chromium-headless-shell): a third of the cost of a page. */
export const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** The engine of the distribution's Chromium, which is what pages need. */
export const startChromium = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: HEADLESS_SHELL, args: [...ARGS, ...more] });

/** All of it (Debian package chromium), also what asks people which screen to show. */
export const startWholeChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });

/** As if the person had looked at this certificate (PEM) and accepted it; every other one is still refused. */
export const accepting = (pem: string): string => {
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(spki).digest('base64')}`;
};

/** Lines that browsers write themselves while a server is away, or for an answer that says no. */
const EXPECTED = /Failed to load resource|WebSocket connection to|net::ERR_/;

/** A window of a person of their own: separate cookies, storage and keys. */
export class Person {
  /** Errors in their pages. */
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    /** Scripts of strangers that ran, and what the content security policy stopped. */
    readonly seen: readonly Seen[],
  ) {}

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const seen = await watchFor(context);
    const person = new Person(context, await context.newPage(), seen);
    person.watch(person.page);
    return person;
  }

  /** A second tab of the same person. */
  async anotherTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.watch(page);
    return page;
  }

  /** Everything on the page that is said in alarm. */
  alerts(): Promise<string[]> {
    return this.page.getByRole('alert').allTextContents();
  }

  /** What the page shows, in words, for whoever must find out why a test failed. */
  async sight(): Promise<string> {
    const text = await this.page.innerText('body', { timeout: 5000 }).catch((error: Error) => error.message);
    return [this.page.url(), text.slice(0, 4000), ...this.faults].join('\n');
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.faults.push(String(error.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) this.faults.push(message.text());
    });
  }
}
