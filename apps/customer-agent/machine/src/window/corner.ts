import type { WorkArea } from '../desktop/work-area';

const MARGIN = 16;

/** Where the window goes: beside the clock, at the bottom right. null when the screen is not known. */
export const cornerPosition = (
  area: WorkArea | null,
  size: { readonly width: number; readonly height: number },
): { x: number; y: number } | null =>
  area && {
    x: Math.max(area.x, area.x + area.width - size.width - MARGIN),
    y: Math.max(area.y, area.y + area.height - size.height - MARGIN),
  };
