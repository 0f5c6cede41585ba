import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A session with a long or a short talk, and whoever owns it. */
export interface Talk {
  readonly origin: string;
  readonly sessionId: string;
  /** The last line. */
  readonly last: string;
  /** Cookies of its owner: every look is by a browser that has seen nothing before. */
  readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
}

/** What one opening took. */
export interface Opening {
  /** ms from the beginning of the navigation until the last line stands on the page. */
  readonly shown: number;
  /** Bytes of the socket's frames until then. */
  readonly received: number;
  /** Lines that are drawn. */
  readonly drawn: number;
  /** MiB of the page's JavaScript objects. */
  readonly heap: number;
}

declare global {
  interface Window {
    lastLineAt?: number;
  }
}

const PATIENCE_MS = 60_000;

const watch = (last: string): void => {
  const look = (): void => {
    const lines = document.querySelectorAll('[role="log"] article p');
    if (lines[lines.length - 1]?.textContent === last) window.lastLineAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

/** Opens the session in a fresh browser; `then` does something with the page before it goes. */
export const openTalk = async (
  browser: Browser,
  { origin, sessionId, last, cookies }: Talk,
  then?: (page: Page) => Promise<void>,
): Promise<Opening> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  try {
    await context.addCookies(cookies);
    const page = await context.newPage();
    let received = 0;
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        received += payload.length;
      }),
    );
    await page.addInitScript(watch, last);
    await page.goto(`${origin}/sessions/${sessionId}`);
    const shown = await page
      .waitForFunction(() => window.lastLineAt, undefined, { timeout: PATIENCE_MS })
      .then((found) => found.jsonValue());
    const drawn = await page.locator('[role="log"] article').count();
    const heap = await page.evaluate(
      () => (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
    );
    await then?.(page);
    return { shown: shown ?? Number.NaN, received, drawn, heap: heap / 2 ** 20 };
  } finally {
    await context.close();
  }
};

/** Goes up so many times to the top of what is loaded; ms until a new page of older lines stands above, each. */
export const readBack = async (page: Page, times: number): Promise<number[]> => {
  const log = page.getByRole('log');
  const took: number[] = [];
  for (let n = 0; n < times; n += 1)
    took.push(
      await log.evaluate(async (box) => {
        const first = (): number =>
          Math.min(...[...box.querySelectorAll('article')].map((one) => Number(one.dataset.seq)));
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        // To the first line that is loaded, then on.
        const height = box.scrollHeight;
        const before = first();
        const began = performance.now();
        box.scrollTop = 0;
        while (box.scrollHeight <= height + 1000 || first() >= before) {
          if (performance.now() - began > 10_000) return Number.NaN;
          await frame();
          box.scrollTop = 0;
        }
        return performance.now() - began;
      }),
    );
  return took;
};
