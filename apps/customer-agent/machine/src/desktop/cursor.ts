import { openNutCursor } from './cursor-nut';
import type { CursorSource } from './cursor-source';
import { openX11Cursor } from './cursor-x11';
import { displayName } from './x-connection';

export type { CursorShape, CursorSource } from './cursor-source';

/** Opens the cursor of the machine's desktop. Rejects when there is no desktop. */
export const openCursor = async (options: { display?: string } = {}): Promise<CursorSource> => {
  if (displayName(options.display) === null) return openNutCursor(options);
  return openX11Cursor(options).catch(() => openNutCursor(options));
};
