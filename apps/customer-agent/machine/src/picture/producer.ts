import type { CaptureSource } from '../desktop/capture';
import { type Changes, type DeflateLevel, type FrameOptions, PictureEncoder } from './encoder';

/** A frame and the viewers that it is for. */
export interface ProducedFrame {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly viewers: readonly number[];
}

/** Totals since the start, for measuring. Times in ms. */
export interface ProducerStats {
  readonly grabs: number;
  readonly grabMs: number;
  readonly compareMs: number;
  readonly encodeMs: number;
  readonly frames: number;
}

export interface ProducerEvents {
  frames(frames: readonly ProducedFrame[]): void;
  size(width: number, height: number): void;
  /** Capturing has failed for good. */
  failed(error: unknown): void;
}

/** At most 60 pictures a second. */
const FRAME_INTERVAL_MS = 1000 / 60;

/** What a viewer lacks: nothing (null), some tiles (one byte each), or all because it has nothing yet. */
type Missing = Uint8Array | 'all' | null;

interface Viewer {
  missing: Missing;
  ready: boolean;
  level: DeflateLevel;
}

interface Group {
  readonly viewers: readonly number[];
  readonly level: DeflateLevel;
}

const addTiles = (missing: Missing, tiles: Uint8Array): Missing => {
  if (missing === 'all') return missing;
  if (missing === null) return tiles.slice();
  for (let i = 0; i < tiles.length; i++) missing[i] = (missing[i] as number) | (tiles[i] as number);
  return missing;
};

/**
 * Captures and encodes for several viewers, only when the screen changes and somebody can take a frame. Viewers that keep
 * up share the same bytes. One that is not ready holds nobody back: the tiles that it misses are noted, and it gets them
 * as they are when it is ready again.
 */
export class PictureProducer {
  readonly #source: CaptureSource;
  readonly #events: ProducerEvents;
  readonly #viewers = new Map<number, Viewer>();
  readonly #ignoreDamage: () => void;
  #encoder: PictureEncoder | null = null;
  #damaged = true;
  #running: Promise<void> | null = null;
  #stopped = false;
  #lastStart = Number.NEGATIVE_INFINITY;
  #id = 0;
  #stats = { grabs: 0, grabMs: 0, compareMs: 0, encodeMs: 0, frames: 0 };

  constructor(source: CaptureSource, events: ProducerEvents) {
    this.#source = source;
    this.#events = events;
    this.#ignoreDamage = source.onDamage(() => {
      this.#damaged = true;
      this.#wake();
    });
  }

  stats(): ProducerStats {
    return { ...this.#stats };
  }

  /** A new viewer, not ready yet. */
  add(viewer: number): void {
    this.#viewers.set(viewer, { missing: 'all', ready: false, level: 1 });
  }

  remove(viewer: number): void {
    this.#viewers.delete(viewer);
  }

  /** This viewer has to be sent everything. */
  refresh(viewer: number): void {
    const found = this.#viewers.get(viewer);
    if (found) found.missing = 'all';
    this.#wake();
  }

  /** These viewers can take one more frame each; `slow` ones want it small rather than soon. */
  ready(viewers: readonly { readonly id: number; readonly slow: boolean }[]): void {
    for (const { id, slow } of viewers) {
      const viewer = this.#viewers.get(id);
      if (viewer) Object.assign(viewer, { ready: true, level: slow ? 7 : 1 });
    }
    this.#wake();
  }

  /** Ends capturing; what is under way finishes first. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ignoreDamage();
    await this.#running;
    await this.#source.close();
  }

  get #hasWork(): boolean {
    if (this.#stopped) return false;
    for (const { ready, missing } of this.#viewers.values())
      if (ready && (this.#damaged || (this.#encoder && missing !== null))) return true;
    return false;
  }

  #wake(): void {
    if (this.#running || !this.#hasWork) return;
    this.#running = this.#run()
      .catch((error: unknown) => {
        this.#stopped = true;
        this.#events.failed(error);
      })
      .finally(() => {
        this.#running = null;
        this.#wake();
      });
  }

  async #run(): Promise<void> {
    while (this.#hasWork) {
      const wait = this.#lastStart + FRAME_INTERVAL_MS - performance.now();
      if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.#stopped) return;
      this.#lastStart = performance.now();
      await this.#step(this.#lastStart);
    }
  }

  async #step(startedAt: number): Promise<void> {
    const changes = this.#damaged ? await this.#capture() : null;
    if (!this.#encoder || this.#stopped) return;
    const encodeFrom = performance.now();
    const frames = this.#encode(this.#encoder, changes, startedAt);
    if (frames.length === 0) return;
    this.#stats.encodeMs += performance.now() - encodeFrom;
    this.#stats.frames += frames.length;
    this.#events.frames(frames);
  }

  async #capture(): Promise<Changes | null> {
    const from = performance.now();
    this.#damaged = false;
    const rows = await this.#source.grab();
    const grabbed = performance.now();
    if (!rows) return null;
    const encoder = await this.#encoderFor(this.#source.width, this.#source.height);
    if (rows.pixels.length !== (rows.bottom - rows.top) * encoder.width * 4) {
      // The desktop changed its size under the grab.
      this.#source.invalidate();
      this.#damaged = true;
      return null;
    }
    const changes = encoder.update(rows.top, rows.bottom, rows.pixels);
    this.#stats.grabs++;
    this.#stats.grabMs += grabbed - from;
    this.#stats.compareMs += performance.now() - grabbed;
    return changes;
  }

  async #encoderFor(width: number, height: number): Promise<PictureEncoder> {
    if (this.#encoder?.width === width && this.#encoder.height === height) return this.#encoder;
    this.#encoder = await PictureEncoder.create(width, height);
    for (const viewer of this.#viewers.values()) viewer.missing = 'all';
    this.#events.size(width, height);
    return this.#encoder;
  }

  #encode(encoder: PictureEncoder, changes: Changes | null, startedAt: number): ProducedFrame[] {
    return [...this.#groups(changes)].map(([lacking, { viewers, level }]) => {
      const options: FrameOptions = { id: ++this.#id, level, age: () => performance.now() - startedAt };
      const bytes =
        lacking === 'all'
          ? encoder.encodeFull(options)
          : lacking instanceof Uint8Array
            ? encoder.encodeTiles(lacking, options)
            : encoder.encodeChanges(lacking, options);
      return { id: options.id, bytes, viewers };
    });
  }

  /** Who is ready for a frame now, by what they lack; they count as served. For the others it is noted. */
  #groups(changes: Changes | null): Map<'all' | Uint8Array | Changes, Group> {
    const groups = new Map<'all' | Uint8Array | Changes, Group>();
    for (const [id, viewer] of this.#viewers) {
      if (changes && (!viewer.ready || viewer.missing !== null))
        viewer.missing = addTiles(viewer.missing, changes.tiles);
      const lacking = viewer.missing ?? changes;
      if (!viewer.ready || lacking === null) continue;
      const group = groups.get(lacking);
      // The slowest does not make the others wait for its compression.
      if (group)
        groups.set(lacking, { viewers: [...group.viewers, id], level: viewer.level === 1 ? 1 : group.level });
      else groups.set(lacking, { viewers: [id], level: viewer.level });
      viewer.ready = false;
      viewer.missing = null;
    }
    return groups;
  }
}
