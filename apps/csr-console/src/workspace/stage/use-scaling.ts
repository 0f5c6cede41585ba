import type { Size } from '@relevo/client/input';
import { useSnapshot } from '@relevo/ui';
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Layout } from '../../app/layout-memory';
import { useDesk } from '../../app/use-desk';

export interface Scaling {
  readonly mode: Layout['scale'];
  setMode(mode: Layout['scale']): void;
  /** CSS pixels for one pixel of the desktop. */
  readonly factor: number;
  /** Where menus must open: inside the stage, because only that shows in full screen. */
  readonly portal: { readonly target?: HTMLElement };
}

/** The largest factor at which the picture fits; a small picture is not blown up. */
export const fitFactor = (picture: Size, box: Size): number =>
  Math.min(1, box.width / picture.width, box.height / picture.height);

/** How large the picture is shown in its box: fitted, or pixel by pixel. */
export const useScaling = (
  box: RefObject<HTMLElement | null>,
  picture: Size | undefined,
  portalTarget: HTMLElement | null,
): Scaling => {
  const { layout } = useDesk();
  const { scale: mode } = useSnapshot(layout);
  const [room, setRoom] = useState<Size>({ width: 1, height: 1 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  // One pixel of the desktop on one pixel of this screen, also where a CSS pixel is several.
  const actual = 1 / window.devicePixelRatio;
  return {
    mode,
    setMode: (scale) => layout.change({ scale }),
    factor: !picture ? 1 : mode === 'actual' ? actual : fitFactor(picture, room),
    portal: { target: portalTarget ?? undefined },
  };
};
