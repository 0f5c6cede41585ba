import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

/** A desktop as capture sees it. */
export interface DesktopPicture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel, rows from the top. */
  readonly bgrx: Uint8Array;
}

const SIZE = { width: 1600, height: 900 };

/** Draws a customer's desktop with an office program, in a browser, and takes its pixels. */
export const drawDesktop = async (browser: Browser): Promise<DesktopPicture> => {
  const page = await browser.newPage({ viewport: SIZE });
  try {
    await page.setContent(readFileSync(join(__dirname, 'desktop.html'), 'utf8'));
    const png = (await page.screenshot()).toString('base64');
    const rgba = await page.evaluate(async (data) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const bytes = context.getImageData(0, 0, image.width, image.height).data;
      let text = '';
      for (let at = 0; at < bytes.length; at += 32_768)
        text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
      return btoa(text);
    }, png);
    const bytes = new Uint8Array(Buffer.from(rgba, 'base64'));
    for (let at = 0; at < bytes.length; at += 4) {
      const red = bytes[at] ?? 0;
      bytes[at] = bytes[at + 2] ?? 0;
      bytes[at + 2] = red;
    }
    return { ...SIZE, bgrx: bytes };
  } finally {
    await page.close();
  }
};
