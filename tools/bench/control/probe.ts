/** Times are milliseconds of the wall clock. */
export interface Press {
  readonly keyAt: number;
  readonly seenAt: number;
}

export interface Motion {
  readonly seconds: number;
  /** Age in ms of each different frame when it was seen. */
  readonly ages: readonly number[];
  /** Looks at which the bar code could not be read. */
  readonly unreadable: number;
}

/** What the probe offers in the viewer's page. */
export interface Probe {
  /** Waits until the desktop is in the canvas. @returns when. */
  visible(selector: string, timeoutMs: number): Promise<number>;
  /** Begins to wait for a key and for the pixel at the centre to turn; resolves when it looks. */
  arm(timeoutMs: number): Promise<void>;
  /** What the armed wait saw; null when nothing turned in time. */
  seen(): Promise<Press | null>;
  /** Reads the bar code at each animation frame. */
  watch(ms: number, desktopWidth: number): Promise<Motion>;
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
    watch: (ms, desktopWidth) =>
      new Promise((resolve) => {
        const from = performance.now();
        const offset = wallClock(0);
        const ages: number[] = [];
        let last: number | null = null;
        let unreadable = 0;
        const look = (): void => {
          const now = performance.now();
          const value = barCode(desktopWidth);
          if (value === null) unreadable++;
          else if (value !== last) {
            last = value;
            const age = ((now + offset) % CLOCK_BITS) - value;
            ages.push(age < -CLOCK_BITS / 2 ? age + CLOCK_BITS : age);
          }
          if (now - from < ms) requestAnimationFrame(look);
          else resolve({ seconds: (now - from) / 1000, ages, unreadable });
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
