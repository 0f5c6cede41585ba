export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
/** A box on the page, in CSS pixels; `DOMRect` is one. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** Where a desktop is drawn that is scaled to fit into a box, centred, with its proportions kept. */
export const fitInto = (box: Box, desktop: Size): Box => {
  const scale = Math.min(box.width / desktop.width, box.height / desktop.height);
  const width = desktop.width * scale;
  const height = desktop.height * scale;
  return {
    left: box.left + (box.width - width) / 2,
    top: box.top + (box.height - height) / 2,
    width,
    height,
  };
};

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, Math.floor(value)));

/**
 * The desktop's pixel under a point of the page. `drawn` is where the whole picture is drawn: the box of its element
 * (scaled, or at actual size and scrolled), or what `fitInto` gives. Points outside land on the nearest edge.
 */
export const desktopPoint = (clientX: number, clientY: number, drawn: Box, desktop: Size): Point => ({
  x: clamp(((clientX - drawn.left) / drawn.width) * desktop.width, desktop.width - 1),
  y: clamp(((clientY - drawn.top) / drawn.height) * desktop.height, desktop.height - 1),
});
