import { openNutCapture } from './capture-nut';
import type { CaptureOptions, CaptureSource } from './capture-source';
import { openX11Capture } from './capture-x11';
import { displayName } from './x-connection';

export type { CapturedRows, CaptureOptions, CaptureSource, EarlyReader } from './capture-source';

export type CaptureBackend = 'linux-x11' | 'nut';

/**
 * Opens the picture of this machine's desktop. 'best' = X11 shared memory where it works, else nut.js.
 * Rejects when there is no desktop to be seen.
 */
export const openCapture = async (
  backend: CaptureBackend | 'best',
  options: CaptureOptions = {},
): Promise<CaptureSource> => {
  if (backend === 'linux-x11') return openX11Capture(options);
  if (backend === 'nut' || displayName(options.display) === null) return openNutCapture(options);
  return openX11Capture(options).catch(() => openNutCapture(options));
};
