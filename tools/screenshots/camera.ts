import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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

const HEIGHT = { 1440: 900, 1024: 720, 1280: 900, 390: 844 } as const;

/** Takes pictures of one page in several looks, and notes every error that the page reports. */
export class Camera {
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly folder: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
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

  /** One state in the looks asked for; the page stays where it is and in English and light afterwards. */
  async shoot(name: string, looks: readonly Look[] = LOOKS.slice(0, 2)): Promise<void> {
    for (const look of looks) {
      await this.dress(look);
      await this.page.screenshot({
        path: join(this.folder, `${name}-${look.width}-${look.language}-${look.scheme}.png`),
      });
    }
    const [first] = LOOKS;
    if (first) await this.dress(first);
  }

  /** Two frames (layout, then what observers of sizes change), and every movement that has an end. */
  private async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
      const moving = document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
      await Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)));
    });
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
