import type { LinkToConsole } from '@relevo/contracts';

type Shape = Extract<LinkToConsole, { type: 'cursor.shape' }>;

/** The device's own moves are echoes of ours for so long after we moved. */
const ECHO_MS = 400;

/**
 * The pointer of the far desktop, drawn above its picture. While we move it, it follows our hand at once and the
 * device's own reports of that movement are ignored.
 */
export class RemoteCursor {
  readonly canvas = document.createElement('canvas');
  /** A shape has come, so our own pointer can be hidden over the picture. */
  known = false;
  #hot = { x: 0, y: 0 };
  #at = { x: 0, y: 0 };
  #scale = 1;
  #movedByUs = 0;

  constructor() {
    this.canvas.style.display = 'none';
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** A new shape; pixels that do not fill it are refused. */
  shape({ width, height, hotX, hotY, pixels }: Shape): void {
    const bytes = Uint8ClampedArray.from(atob(pixels), (char) => char.charCodeAt(0));
    if (bytes.length !== width * height * 4) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.getContext('2d')?.putImageData(new ImageData(bytes, width, height), 0, 0);
    this.#hot = { x: hotX, y: hotY };
    this.known = true;
    this.#place();
  }

  /** Desktop pixels. */
  moveByUs(x: number, y: number): void {
    this.#movedByUs = performance.now();
    this.#at = { x, y };
    this.#place();
  }

  moveByDevice(x: number, y: number): void {
    if (performance.now() - this.#movedByUs < ECHO_MS) return;
    this.#at = { x, y };
    this.#place();
  }

  /** How many CSS pixels a desktop pixel takes now. */
  scaled(scale: number): void {
    this.#scale = scale;
    this.#place();
  }

  hide(): void {
    this.known = false;
    this.canvas.style.display = 'none';
  }

  close(): void {
    this.canvas.remove();
  }

  #place(): void {
    if (!this.known) return;
    const scale = this.#scale;
    const x = this.#at.x * scale - this.#hot.x * scale;
    const y = this.#at.y * scale - this.#hot.y * scale;
    this.canvas.style.display = 'block';
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }
}
