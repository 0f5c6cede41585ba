import type { CursorSource } from './cursor-source';
import { loadNut } from './nut';
import { PositionWatch } from './position-watch';

/** Where the pointer is, on systems that tell no more than that. */
export const openNutCursor = async (options: { display?: string }): Promise<CursorSource> => {
  const { providers } = await loadNut(options.display);
  const position = new PositionWatch(() => providers.getMouse().currentMousePosition());
  return {
    shape: null,
    onShape: () => () => undefined,
    onMove: (listener) => position.onMove(listener),
    watch: (on) => position.set(on),
    close: async () => position.set(false),
  };
};
