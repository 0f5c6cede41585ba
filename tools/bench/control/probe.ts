import type { TextStrip } from './text-strip';

/** Times are milliseconds of the wall clock. */
export interface Press {
  readonly keyAt: number;
  readonly seenAt: number;
}

export interface Motion {
  readonly seconds: number;
  /** Age in ms of each different frame when it was seen, of those whose text could be read too. */
  readonly ages: readonly number[];
  /** Looks at which the bar code could not be read. */
  readonly unreadable: number;
  /** Looks at which a line of text was not what stands on the desktop. */
  readonly illegible: number;
}

/** What the probe offers in the viewer's page. */
export interface Probe {
  /** Waits until the desktop is in the canvas. @returns when. */
  visible(selector: string, timeoutMs: number): Promise<number>;
  /** Begins to wait for a key and for the pixel at the centre to turn; resolves when it looks. */
  arm(timeoutMs: number): Promise<void>;
  /** What the armed wait saw; null when nothing turned in time. */
  seen(): Promise<Press | null>;
  /** Reads the bar code and a piece of text at each animation frame. */
  watch(ms: number, desktopWidth: number, text: TextStrip): Promise<Motion>;
  /** The canvas's pixels, RGBA, in base64. */
  pixels(): Promise<string>;
}

declare global {
  interface Window {
    relevoBench: Probe;
  }
}

/** Puts the probe into a page. Its text is sent there: it may use nothing from outside. */
export const installProbe = (): void => {
  const CELLS = 20;
  const CELL = 24;
  const MIDDLE = { x: 0.53, y: 0.55 };
  const BRIGHT = 128;
  const NOT_BLACK = 8;
  const CLOCK_BITS = 65_536;
  /** Text that differs by more than this on average (of 255) is not the same; a blank differs by 30 and more. */
  const LEGIBLE = 10;

  let canvas: HTMLCanvasElement | null = null;
  let tick: (() => void) | null = null;
  let result: Promise<Press | null> = Promise.resolve(null);

  // Timers of a page rest 4 ms between calls. A worker can sleep for 1 ms: on shared memory, which WebAssembly has
  // where pages have none.
  const source =
    'const m=new Int32Array(new WebAssembly.Memory({initial:1,maximum:1,shared:true}).buffer);' +
    'for(;;){Atomics.wait(m,0,0,1);postMessage(0)}';
  let ticker: Worker | null = null;
  const tickWith = (work: (() => void) | null): void => {
    tick = work;
    if (!work) {
      ticker?.terminate();
      ticker = null;
    } else if (!ticker) {
      ticker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
      ticker.onmessage = () => tick?.();
    }
  };

  // The page's clock does not follow corrections of the wall clock: their distance is taken anew each time.
  const wallClock = (at: number): number => {
    const first = Date.now();
    let now = Date.now();
    while (now === first) now = Date.now();
    return at + (now - performance.now());
  };

  const brightness = (data: Uint8ClampedArray, at: number): number =>
    0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0);

  /** ms since the frame was stamped; its clock has only 16 bits. */
  const ageOf = (now: number, stamp: number): number => {
    const age = (now % CLOCK_BITS) - stamp;
    return age < -CLOCK_BITS / 2 ? age + CLOCK_BITS : age;
  };

  const middle = (): number => {
    if (!canvas?.width) return -1;
    const x = Math.floor(MIDDLE.x * canvas.width);
    const y = Math.floor(MIDDLE.y * canvas.height);
    const context = canvas.getContext('2d');
    return context ? brightness(context.getImageData(x, y, 1, 1).data, 0) : -1;
  };

  const barCode = (desktopWidth: number): number | null => {
    const context = canvas?.width ? canvas.getContext('2d') : null;
    if (!canvas || !context) return null;
    const scale = canvas.width / desktopWidth;
    const width = Math.round(CELLS * CELL * scale);
    const { data } = context.getImageData(0, Math.round((CELL / 2) * scale), width, 1);
    const cell = (i: number): number => brightness(data, 4 * Math.round(((i + 0.5) * width) / CELLS));
    const [light, dark] = [cell(0), cell(1)];
    if (light - dark < 60) return null;
    const bit = (i: number): number => (cell(i) > (light + dark) / 2 ? 1 : 0);
    let value = 0;
    let parity = 0;
    for (let i = 2; i < 18; i++) {
      value = value * 2 + bit(i);
      parity ^= bit(i);
    }
    return bit(18) === parity && bit(19) !== parity ? value : null;
  };

  /** Whether the strip shows rows that follow each other somewhere in the column: the page may have moved by any number. */
  const readerOf = ({ x, y, width, rows, column }: TextStrip): (() => boolean) => {
    const known = Uint8Array.from(atob(column), (letter) => letter.charCodeAt(0));
    const height = known.length / width;
    const seen = new Uint8Array(width * rows);
    const differ = (row: number, at: number, limit: number): number => {
      const start = (at % height) * width;
      let sum = 0;
      for (let i = 0; i < width && sum <= limit; i++)
        sum += Math.abs((seen[row * width + i] ?? 0) - (known[start + i] ?? 0));
      return sum;
    };
    return () => {
      const data = canvas?.getContext('2d')?.getImageData(x, y, width, rows).data;
      if (!data) return false;
      for (let i = 0; i < seen.length; i++) seen[i] = brightness(data, 4 * i);
      const limit = LEGIBLE * width;
      for (let at = 0; at < height; at++) {
        // Most places are out with the first row; the rest is looked at only where it fits.
        if (differ(0, at, 4 * limit) > 4 * limit) continue;
        let sum = 0;
        for (let row = 0; row < rows && sum <= limit * rows; row++)
          sum += differ(row, at + row, limit * rows);
        if (sum <= limit * rows) return true;
      }
      return false;
    };
  };

  const waitForTurn = (timeoutMs: number, looking: () => void): Promise<Press | null> =>
    new Promise((resolve) => {
      const before = middle() > BRIGHT;
      let keyAt: number | null = null;
      const onKey = (event: KeyboardEvent): void => {
        keyAt ??= event.timeStamp;
      };
      const end = (press: Press | null): void => {
        clearTimeout(timer);
        tickWith(null);
        window.removeEventListener('keydown', onKey, { capture: true });
        resolve(press);
      };
      const timer = setTimeout(() => end(null), timeoutMs);
      window.addEventListener('keydown', onKey, { capture: true });
      tickWith(() => {
        looking();
        if (keyAt === null || middle() > BRIGHT === before) return;
        const seenAt = performance.now();
        end({ keyAt: wallClock(keyAt), seenAt: wallClock(seenAt) });
      });
    });

  window.relevoBench = {
    visible: (selector, timeoutMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          tickWith(null);
          reject(new Error(`no desktop in ${selector} within ${timeoutMs} ms`));
        }, timeoutMs);
        tickWith(() => {
          canvas = document.querySelector<HTMLCanvasElement>(selector);
          if (middle() <= NOT_BLACK) return;
          const at = performance.now();
          clearTimeout(timer);
          tickWith(null);
          resolve(wallClock(at));
        });
      }),
    arm: (timeoutMs) =>
      new Promise((looking) => {
        result = waitForTurn(timeoutMs, looking);
      }),
    seen: () => result,
    watch: (ms, desktopWidth, text) =>
      new Promise((resolve) => {
        const isLegible = readerOf(text);
        const from = performance.now();
        const offset = wallClock(0);
        const ages: number[] = [];
        let last: number | null = null;
        let unreadable = 0;
        let illegible = 0;
        const look = (): void => {
          const now = performance.now();
          const value = barCode(desktopWidth);
          if (value === null) unreadable++;
          else if (value !== last) {
            last = value;
            if (!isLegible()) illegible++;
            else ages.push(ageOf(now + offset, value));
          }
          if (now - from < ms) requestAnimationFrame(look);
          else resolve({ seconds: (now - from) / 1000, ages, unreadable, illegible });
        };
        requestAnimationFrame(look);
      }),
    pixels: () =>
      new Promise((resolve, reject) => {
        const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        const reader = new FileReader();
        reader.onerror = () => reject(new Error('the pixels cannot be read'));
        reader.onload = () =>
          resolve((typeof reader.result === 'string' ? reader.result.split(',')[1] : '') ?? '');
        reader.readAsDataURL(new Blob(data ? [data] : []));
      }),
  };
};
