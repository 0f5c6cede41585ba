import { DesktopScreen } from '../../../libs/testing/src/x-desktop-screen';
import { luma, ssim } from '../ssim';
import type { Subject } from './subject';

/** How what the viewer shows is like the desktop. */
export interface Likeness {
  /** Share (0 to 1) of pixels in exactly the same colour. */
  readonly same: number;
  /** Structural similarity of the whole picture; 1 = the same. */
  readonly ssim: number;
}

/** Compares every pixel of the viewer's picture with the desktop as it is now. */
export const likenessOf = async ({ desktop, page }: Subject): Promise<Likeness> => {
  const { width, height, display } = desktop;
  const seen = Buffer.from(await page.evaluate(() => window.relevoBench.pixels()), 'base64');
  const screen = await DesktopScreen.open(display);
  const real = await screen.pixels(0, 0, width, height);
  await screen.close();
  if (seen.length !== real.length) return { same: 0, ssim: 0 };
  let same = 0;
  for (let at = 0; at < real.length; at += 4)
    // RGBA here, BGRX there.
    if (seen[at] === real[at + 2] && seen[at + 1] === real[at + 1] && seen[at + 2] === real[at]) same++;
  return {
    same: same / (width * height),
    ssim: ssim(luma({ width, height, data: seen }, 0), luma({ width, height, data: real }, 2), width, height),
  };
};
