import { DesktopScreen } from '../../../libs/testing/src/x-desktop-screen';
import type { Subject } from './subject';

/** Share (0 to 1) of the desktop's pixels that the viewer shows in exactly the same colour. */
export const shareOfSamePixels = async ({ desktop, page }: Subject): Promise<number> => {
  const { width, height, display } = desktop;
  const seen = Buffer.from(await page.evaluate(() => window.relevoBench.pixels()), 'base64');
  const screen = await DesktopScreen.open(display);
  const real = await screen.pixels(0, 0, width, height);
  await screen.close();
  if (seen.length !== real.length) return 0;
  let same = 0;
  for (let at = 0; at < real.length; at += 4)
    // RGBA here, BGRX there.
    if (seen[at] === real[at + 2] && seen[at + 1] === real[at + 1] && seen[at + 2] === real[at]) same++;
  return same / (width * height);
};
