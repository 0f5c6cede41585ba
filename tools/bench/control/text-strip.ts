import type { XDesktop } from '@relevo/testing';
import { DesktopScreen } from '../../../libs/testing/src/x-desktop-screen';

/** A column of the desktop full of text, by which a viewer's picture of it can be read. */
export interface TextStrip {
  readonly x: number;
  /** Where the viewer's picture is looked at. */
  readonly y: number;
  readonly width: number;
  /** Rows that are compared: more than a line of text. */
  readonly rows: number;
  /** Brightness of the column from the top of the desktop to its bottom, a byte each, in base64. */
  readonly column: string;
}

/** Within the letters of the terminal's lines that stay the same (540 pixels), and below the bar code. */
const PLACE = { x: 320, y: 400, width: 160, rows: 16 } as const;

/** The column as the desktop shows it now. What moves must stand still. */
export const readTextStrip = async ({ display, height }: XDesktop): Promise<TextStrip> => {
  const screen = await DesktopScreen.open(display);
  const pixels = await screen.pixels(PLACE.x, 0, PLACE.width, height);
  await screen.close();
  const column = Uint8Array.from({ length: PLACE.width * height }, (_, i) => {
    const at = 4 * i;
    return 0.114 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.299 * (pixels[at + 2] ?? 0);
  });
  return { ...PLACE, column: Buffer.from(column).toString('base64') };
};
