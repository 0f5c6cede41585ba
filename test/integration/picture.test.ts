import { join } from 'node:path';
import { PictureDecoder } from '@relevo/client/picture/decoder';
import { readFrame } from '@relevo/client/picture/frame-reader';
import { FrameJoiner } from '@relevo/client/picture/messages';
import { PATIENCE_MS, startDesktop, until, type XDesktop } from '@relevo/testing';
import { type CaptureSource, openCapture } from '../../apps/customer-agent/machine/src/desktop/capture';
import { type PictureHub, startPictureHub } from '../../apps/customer-agent/machine/src/picture';

const WORKER = join(__dirname, '../../dist/apps/customer-agent/machine/src/picture/worker.js');

let desktop: XDesktop;
let hub: PictureHub;
let direct: CaptureSource;

beforeAll(async () => {
  desktop = await startDesktop({ width: 1024, height: 768 });
  hub = await startPictureHub({ display: desktop.display, backend: 'linux-x11' }, WORKER);
  direct = await openCapture('linux-x11', { display: desktop.display });
});

afterAll(async () => {
  await direct?.close();
  await hub?.stop();
  await desktop?.close();
});

const TURN_MS = 10;

/** Carries messages one after the other, at a rate that may change while they are under way. */
class Line {
  /** Bytes a millisecond. */
  rate = Number.POSITIVE_INFINITY;
  private readonly waiting: Uint8Array[] = [];
  private credit = 0;
  private readonly timer = setInterval(() => this.carry(), TURN_MS);

  constructor(private readonly arrived: (message: Uint8Array) => void) {}

  readonly buffered = () => this.waiting.reduce((sum, { length }) => sum + length, 0);

  readonly send = (message: Uint8Array): void => {
    this.waiting.push(message);
    // Later, as over a link: the hub must not depend on an answer within `send`.
    if (this.rate === Number.POSITIVE_INFINITY) setImmediate(() => this.carry());
  };

  cut(): void {
    clearInterval(this.timer);
  }

  private carry(): void {
    const [first] = this.waiting;
    this.credit = first ? this.credit + this.rate * TURN_MS : 0;
    for (let next = first; next && next.length <= this.credit; [next] = this.waiting) {
      this.credit -= next.length;
      this.waiting.shift();
      this.arrived(next);
    }
  }
}

/** A console at the other end of a line, perfect at first: decodes, and acknowledges at once unless told to hold. */
const aViewer = async () => {
  const decoder = await PictureDecoder.create();
  const joiner = new FrameJoiner();
  const operations = new Set<string>();
  let frames = 0;
  let fulls = 0;
  let held: number | null = null;
  let holding = false;
  let spoil = false;
  const take = (frame: Uint8Array) => {
    if (spoil) frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 0xff;
    spoil = false;
    for (const operation of readFrame(frame).operations) operations.add(operation.type);
    const { id, full, more } = decoder.decode(frame);
    fulls += full ? 1 : 0;
    if (more) return;
    frames++;
    if (holding) held = id;
    else viewer.ack(id);
  };
  const line = new Line((message) => {
    const frame = joiner.add(message);
    if (!frame) return;
    try {
      take(frame);
    } catch {
      viewer.refresh();
    }
  });
  const viewer = hub.addViewer(line);
  return {
    decoder,
    operations,
    counts: () => ({ frames, fulls }),
    hold: () => {
      holding = true;
    },
    spoilNext: () => {
      spoil = true;
    },
    release: () => {
      holding = false;
      if (held !== null) viewer.ack(held);
    },
    line,
    close: () => {
      viewer.close();
      line.cut();
    },
  };
};

/** The desktop now, as opaque RGBA. */
const screen = async (): Promise<Uint8Array> => {
  direct.invalidate();
  const rows = await direct.grab();
  if (rows?.top !== 0 || rows.bottom !== direct.height) throw new Error('not the whole desktop');
  const rgba = new Uint8Array(rows.pixels.length);
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = rows.pixels[at + 2] as number;
    rgba[at + 1] = rows.pixels[at + 1] as number;
    rgba[at + 2] = rows.pixels[at] as number;
    rgba[at + 3] = 255;
  }
  return rgba;
};

const untilSame = (viewer: { decoder: PictureDecoder }) =>
  until('the same picture at both ends', PATIENCE_MS, async () => {
    const { pixels } = viewer.decoder;
    return pixels && Buffer.compare(Buffer.from(pixels), await screen()) === 0 ? true : null;
  });

const terminalRunning = async (title: string, script: string) => {
  const program = desktop.run('xterm', ['-T', title, '-geometry', '90x40', '-e', 'sh', '-c', script]);
  await desktop.waitForWindow(title);
  return program;
};

/** Writes so many lines as fast as it can, and stays. */
const scrollText = (title: string, lines: number) =>
  terminalRunning(
    title,
    `i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); echo "$i the quick brown fox $((i*i*7919))"; done; sleep 600`,
  );

/** Writes a line every 20 ms. */
const endlessText = (title: string) =>
  terminalRunning(title, 'i=0; while :; do i=$((i+1)); echo "$i line $((i*i*7919))"; sleep 0.02; done');

describe('the picture of a desktop', () => {
  it('is pixel for pixel the desktop after scrolling text, for all viewers', async () => {
    const viewer = await aViewer();
    const terminal = await scrollText('scrolling', 4000);
    const late = await aViewer();
    await untilSame(viewer);
    await untilSame(late);
    expect(viewer.counts().frames).toBeGreaterThan(1);
    expect(viewer.operations).toContain('lines');
    await terminal.stop();
    await untilSame(viewer);
    await untilSame(late);
    viewer.close();
    late.close();
  });

  it('moves what has scrolled instead of sending it again', async () => {
    const viewer = await aViewer();
    const terminal = await endlessText('steps');
    await until('a copy', PATIENCE_MS, async () => (viewer.operations.has('copy') ? true : null));
    await terminal.stop();
    await untilSame(viewer);
    viewer.close();
  });

  it('does not let a viewer that takes nothing hold back the others, and gives it what it missed later', async () => {
    const stuck = await aViewer();
    await untilSame(stuck);
    stuck.hold();
    const viewer = await aViewer();
    const terminal = await endlessText('while stuck');
    await until('many frames', PATIENCE_MS, async () => (viewer.counts().frames > 60 ? true : null));
    expect(stuck.counts().frames).toBeLessThan(30);
    await terminal.stop();
    await untilSame(viewer);
    stuck.release();
    await untilSame(stuck);
    expect(stuck.counts().fulls).toBe(1);
    viewer.close();
    stuck.close();
  });

  it('gives one on a slow line what it can carry, and the others all that they can', async () => {
    const [slow, quick] = [await aViewer(), await aViewer()];
    await untilSame(slow);
    const terminal = await endlessText('at two paces');
    slow.line.rate = 1;
    const before = [slow.counts().frames, quick.counts().frames] as const;
    await until('many frames', PATIENCE_MS, async () =>
      quick.counts().frames > before[1] + 80 ? true : null,
    );
    expect(slow.counts().frames - before[0]).toBeLessThan(40);
    slow.line.rate = Number.POSITIVE_INFINITY;
    await terminal.stop();
    await untilSame(quick);
    await untilSame(slow);
    expect([slow.counts().fulls, quick.counts().fulls]).toEqual([1, 1]);
    slow.close();
    quick.close();
  });

  it('sends the whole picture again to a viewer that could not read a frame', async () => {
    const viewer = await aViewer();
    await untilSame(viewer);
    viewer.spoilNext();
    const terminal = await scrollText('spoilt', 500);
    await until('a second full frame', PATIENCE_MS, async () => (viewer.counts().fulls > 1 ? true : null));
    await untilSame(viewer);
    await terminal.stop();
    viewer.close();
  });

  it('says when there is no desktop', async () => {
    await expect(startPictureHub({ display: ':9999', backend: 'linux-x11' }, WORKER)).rejects.toThrow();
  });
});
