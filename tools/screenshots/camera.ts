import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface Look {
  /** CSS pixels: a console's desk or small screen, a customer's computer or phone. */
  readonly width: 1440 | 1024 | 1280 | 390;
  readonly scheme: 'light' | 'dark';
  readonly language: 'en' | 'es' | 'it';
}

export const LOOKS: readonly Look[] = [
  { width: 1440, scheme: 'light', language: 'en' },
  { width: 1440, scheme: 'dark', language: 'en' },
  { width: 1024, scheme: 'light', language: 'es' },
  { width: 1024, scheme: 'dark', language: 'it' },
];

/** How a customer sees us: a phone first. */
export const CUSTOMER_LOOKS: readonly Look[] = [
  { width: 390, scheme: 'light', language: 'en' },
  { width: 390, scheme: 'dark', language: 'es' },
  { width: 1280, scheme: 'light', language: 'en' },
  { width: 1280, scheme: 'dark', language: 'it' },
];

/** The narrowest phone on which a customer's page must fit (W47). */
const NARROWEST = 360;
/** No movement of ours takes so long. */
const MOVES_MS = 10_000;
/** Where axe-core lies: it runs inside the page. */
const AXE = createRequire(__filename).resolve('axe-core/axe.min.js');
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // Takes initials and counts that are drawn beside a name for a part of it.
  rules: { 'label-content-name-mismatch': { enabled: false } },
};

/** All that another scheme can change. */
const COLOURS: RunOptions = {
  ...RULES,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** What a browser notes of refusals and of lines that are away: where they are pictured they are meant. */
const MEANT = /status of (4\d\d|503)|response code: 503|ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED)/;

/** Only what is wrong is wanted: an empty file stands for each picture, and looks in which nothing is searched are left out. */
const CHECKING = process.env.SCREENS === 'check';

const HEIGHT = { 1440: 900, 1024: 720, 1280: 900, 390: 844 } as const;

/**
 * Takes pictures of one page in several looks, and notes what is wrong with it: errors that it reports, what axe finds
 * serious or critical in either scheme, and on a phone whatever stands out at the side (W47).
 */
export class Camera {
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly folder: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !MEANT.test(message.text())) this.faults.push(message.text());
    });
  }

  static async open(browser: Browser, folder: string, options: BrowserContextOptions = {}): Promise<Camera> {
    mkdirSync(folder, { recursive: true });
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1440, height: HEIGHT[1440] },
      reducedMotion: 'reduce',
      permissions: ['clipboard-write'],
      ...options,
    });
    return new Camera(context, await context.newPage(), folder);
  }

  /** The same camera before another page. */
  of(page: Page): Camera {
    return new Camera(page.context(), page, this.folder);
  }

  /** One state in the looks asked for; the page stays where it is and in English and light afterwards. */
  async shoot(name: string, looks: readonly Look[] = LOOKS.slice(0, 2)): Promise<void> {
    for (const look of looks) {
      const [inspected, measured] = [look.width === looks[0]?.width, look.width === 390];
      if (CHECKING && !inspected && !measured) continue;
      await this.dress(look);
      const picture = `${name}-${look.width}-${look.language}-${look.scheme}`;
      const path = join(this.folder, `${picture}.png`);
      if (CHECKING) writeFileSync(path, '');
      else await this.page.screenshot({ path });
      if (inspected) await this.inspect(picture, look === looks[0] ? RULES : COLOURS);
      if (measured) await this.measure(picture);
    }
    const [first] = LOOKS;
    if (first) await this.dress(first);
  }

  private async inspect(picture: string, rules: RunOptions): Promise<void> {
    if (!(await this.page.evaluate(() => 'axe' in window)))
      await this.page.evaluate(readFileSync(AXE, 'utf8'));
    const { violations } = await this.page.evaluate<AxeResults, RunOptions>(
      (wanted) => (window as unknown as { axe: typeof import('axe-core') }).axe.run(wanted),
      rules,
    );
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        for (const { target, any, all, none } of nodes)
          this.faults.push(
            `${picture}: ${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
          );
  }

  private async measure(picture: string): Promise<void> {
    await this.page.setViewportSize({ width: NARROWEST, height: HEIGHT[390] });
    await this.settled();
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    if (width > NARROWEST) this.faults.push(`${picture}: ${width} px wide on a page of ${NARROWEST}`);
  }

  /**
   * Two frames (layout, then what observers of sizes change), and every movement that has an end. Looked at frame by
   * frame: the promise `finished` of a transition whose element leaves the page may never settle.
   */
  private async settled(): Promise<void> {
    await this.page.evaluate(async (limit) => {
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const moving = () =>
        document
          .getAnimations()
          .find(
            ({ effect, playState }) =>
              playState === 'running' && effect?.getTiming().iterations !== Number.POSITIVE_INFINITY,
          );
      const began = performance.now();
      await frame();
      do {
        await frame();
        if (performance.now() - began > limit)
          throw new Error(`this moves on and on: ${JSON.stringify(moving()?.effect?.getTiming())}`);
      } while (moving());
    }, MOVES_MS);
  }

  private async dress({ width, scheme, language }: Look): Promise<void> {
    await this.page.setViewportSize({ width, height: HEIGHT[width] });
    await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await this.page.evaluate((wanted) => {
      localStorage.setItem('relevo.language', wanted);
      window.dispatchEvent(new StorageEvent('storage', { key: 'relevo.language', newValue: wanted }));
    }, language);
    await this.settled();
  }
}
