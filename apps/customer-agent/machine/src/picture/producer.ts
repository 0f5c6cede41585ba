import type { CaptureSource } from '../desktop/capture';
import type { DeflateLevel } from './deflate';
import { type Changes, type EncodedFrame, type FrameOptions, PictureEncoder } from './encoder';
import type { Ground } from './ground';
import type { Keeper, KeptBlock } from './kept-blocks';
import { countOf } from './rectangles';

/** A frame and the viewers that it is for. */
export interface ProducedFrame extends EncodedFrame {
  readonly viewers: readonly number[];
}

/** Totals since the start, for measuring. Times in ms. */
export interface ProducerStats {
  readonly grabs: number;
  readonly grabMs: number;
  readonly compareMs: number;
  readonly encodeMs: number;
  /** A ground that was shown ahead is one of its own. */
  readonly frames: number;
}

export interface ProducerEvents {
  /** At once, while the rest of the picture is encoded. */
  frame(frame: ProducedFrame): void;
  /** All frames of this picture are told; these viewers have got theirs. */
  made(viewers: readonly number[]): void;
  size(width: number, height: number): void;
  /** Capturing has failed for good. */
  failed(error: unknown): void;
}

/** At most 60 pictures a second. */
const FRAME_INTERVAL_MS = 1000 / 60;

/** A viewer on a slow line gets at most so many tiles in a picture: their strong compression keeps everybody waiting. */
const SLOW_TILES = 240;

/** What a viewer lacks: nothing (null), some tiles (one byte each), or all because it has nothing yet. */
type Missing = Uint8Array | 'all' | null;

interface Viewer {
  missing: Missing;
  ready: boolean;
  level: DeflateLevel;
  /** What it was sent since its last full frame, and may still have. */
  kept: WeakSet<KeptBlock>;
  /** The indexes of lines that it got last. */
  past: Uint8Array | null;
}

/** A ground, and who was shown it. */
interface ShownGround {
  readonly ground: Ground;
  readonly viewers: readonly number[];
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

/** Takes the first so many tiles out of a map, and answers them as a map of their own. */
const takeTiles = (tiles: Uint8Array, most: number): Uint8Array => {
  const taken = new Uint8Array(tiles.length);
  for (let i = 0, left = most; i < tiles.length && left > 0; i++) {
    if (!tiles[i]) continue;
    taken[i] = 1;
    tiles[i] = 0;
    left--;
  }
  return taken;
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
  /** When the next picture may be taken; one that is late lets the next come sooner. */
  #due = Number.NEGATIVE_INFINITY;
  #id = 0;
  /** Of the capture that is under way. */
  #shown: ShownGround | null = null;
  #stats = { grabs: 0, grabMs: 0, compareMs: 0, encodeMs: 0, frames: 0 };

  constructor(source: CaptureSource, events: ProducerEvents) {
    this.#source = source;
    this.#events = events;
    this.#ignoreDamage = source.onDamage(() => {
      this.#damaged = true;
      this.#wake();
    });
  }

  /** Makes ready what the first picture needs. Captures nothing. */
  async prepare(): Promise<void> {
    const encoder = await this.#encoderFor(this.#source.width, this.#source.height);
    encoder.warmUp();
  }

  stats(): ProducerStats {
    return { ...this.#stats };
  }

  /** A new viewer, not ready yet. */
  add(viewer: number): void {
    this.#viewers.set(viewer, { missing: 'all', ready: false, level: 1, kept: new WeakSet(), past: null });
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
      const wait = this.#due - performance.now();
      if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait));
      if (this.#stopped) return;
      const now = performance.now();
      this.#due = Math.max(this.#due, now - FRAME_INTERVAL_MS) + FRAME_INTERVAL_MS;
      await this.#step(now);
    }
  }

  async #step(startedAt: number): Promise<void> {
    this.#shown = null;
    const changes = this.#damaged ? await this.#capture(startedAt) : null;
    if (!this.#encoder || this.#stopped || changes === 'again') return;
    const encodeFrom = performance.now();
    const served = this.#encode(this.#encoder, changes, startedAt);
    if (served.length > 0) {
      this.#stats.encodeMs += performance.now() - encodeFrom;
      this.#events.made(served);
    }
    this.#encoder.settle();
  }

  /** What has changed; 'again' = the desktop changed its size meanwhile, and there is nothing to be made of what was read. */
  async #capture(from: number): Promise<Changes | 'again' | null> {
    this.#damaged = false;
    const encoder = await this.#encoderFor(this.#source.width, this.#source.height);
    const isFor = (): boolean =>
      this.#source.width === encoder.width && this.#source.height === encoder.height;
    encoder.begin();
    const rows = await this.#source.grab({
      rows: (part) => {
        if (!part) encoder.begin();
        else if (isFor()) encoder.lookAt(part);
      },
      samples: (box) => (isFor() && this.#awaiting().length > 0 ? encoder.groundRows(box) : []),
      sampled: () => this.#show(encoder, encoder.ground(), from),
    });
    const grabbed = performance.now();
    // A ground without what stands on it is right nowhere.
    if (!isFor() || !rows) this.#shown?.viewers.forEach((viewer) => this.refresh(viewer));
    if (!isFor()) {
      this.#source.invalidate();
      this.#damaged = true;
      return 'again';
    }
    if (!rows) return null;
    const changes = encoder.changes(rows, this.#shown?.ground);
    this.#stats.grabs++;
    this.#stats.grabMs += grabbed - from;
    this.#stats.compareMs += performance.now() - grabbed;
    return changes;
  }

  /** Who is ready, has all that came before, and gets what is wrong of a ground at once: a slow line brings it in portions. */
  #awaiting(): number[] {
    // What was shown once is corrected once.
    if (this.#shown) return [];
    return [...this.#viewers].flatMap(([id, { ready, missing, level }]) =>
      ready && missing === null && level === 1 ? [id] : [],
    );
  }

  /** Shows a ground at once, before all that has changed is read. It takes no viewer's turn: what stands on it follows. */
  #show(encoder: PictureEncoder, ground: Ground | null, startedAt: number): void {
    const viewers = ground ? this.#awaiting() : [];
    if (!ground || viewers.length === 0) return;
    this.#shown = { ground, viewers };
    for (const frame of encoder.encodeGround(ground, this.#optionsFor(viewers, 1, startedAt)))
      this.#tell(frame, viewers);
  }

  async #encoderFor(width: number, height: number): Promise<PictureEncoder> {
    if (this.#encoder?.width === width && this.#encoder.height === height) return this.#encoder;
    this.#encoder = await PictureEncoder.create(width, height);
    this.#source.into?.(this.#encoder.picture);
    for (const viewer of this.#viewers.values()) viewer.missing = 'all';
    this.#events.size(width, height);
    return this.#encoder;
  }

  /** Makes and tells the frames for all who are ready, the quick ones first, and answers who that was. */
  #encode(encoder: PictureEncoder, changes: Changes | null, startedAt: number): number[] {
    const served: number[] = [];
    const groups = [...this.#groups(changes)].sort(([, a], [, b]) => a.level - b.level);
    for (const [lacking, { viewers, level }] of groups) {
      if (lacking === 'all') this.#forget(viewers);
      const options = this.#optionsFor(viewers, level, startedAt);
      const frames =
        lacking === 'all'
          ? encoder.encodeFull(options)
          : lacking instanceof Uint8Array
            ? encoder.encodeTiles(this.#portion(lacking, viewers, level), options)
            : encoder.encodeChanges(lacking, options);
      for (const frame of frames) this.#tell(frame, viewers);
      served.push(...viewers);
    }
    return served;
  }

  #tell(frame: EncodedFrame, viewers: readonly number[]): void {
    this.#stats.frames += frame.more ? 0 : 1;
    this.#events.frame({ ...frame, viewers });
  }

  #optionsFor(viewers: readonly number[], level: DeflateLevel, startedAt: number): FrameOptions {
    return {
      nextId: () => ++this.#id,
      level,
      keeper: this.#keeperOf(viewers),
      age: () => performance.now() - startedAt,
    };
  }

  /** A full frame makes viewers forget what they kept. */
  #forget(ids: readonly number[]): void {
    for (const id of ids) {
      const viewer = this.#viewers.get(id);
      if (viewer) Object.assign(viewer, { kept: new WeakSet(), past: null });
    }
  }

  /** What these viewers keep together. */
  #keeperOf(ids: readonly number[]): Keeper {
    const viewers = ids.flatMap((id) => this.#viewers.get(id) ?? []);
    return {
      keeps: (block) => viewers.every(({ kept }) => kept.has(block)),
      got: (block) => viewers.forEach(({ kept }) => kept.add(block)),
      get past() {
        const past = viewers[0]?.past ?? null;
        return viewers.every((viewer) => viewer.past === past) ? past : null;
      },
      gotLines: (past) => {
        for (const viewer of viewers) viewer.past = past;
      },
    };
  }

  /** What of these tiles goes into one picture; the rest stays what the viewer lacks. */
  #portion(tiles: Uint8Array, viewers: readonly number[], level: DeflateLevel): Uint8Array {
    if (level === 1 || countOf(tiles) <= SLOW_TILES) return tiles;
    const portion = takeTiles(tiles, SLOW_TILES);
    for (const id of viewers) {
      const viewer = this.#viewers.get(id);
      if (viewer) viewer.missing = tiles;
    }
    return portion;
  }

  /** Who is ready for a frame now, by what they lack; they count as served. For the others it is noted. */
  #groups(changes: Changes | null): Map<'all' | Uint8Array | Changes, Group> {
    const groups = new Map<'all' | Uint8Array | Changes, Group>();
    const isMuch = changes !== null && countOf(changes.remaining) > SLOW_TILES;
    for (const [id, viewer] of this.#viewers) {
      // Much for a slow line goes in portions, as what was missed does.
      const unlike = changes?.ground !== undefined && !this.#shown?.viewers.includes(id);
      const apart = viewer.missing !== null || unlike || (isMuch && viewer.level !== 1);
      if (changes && (!viewer.ready || apart)) viewer.missing = addTiles(viewer.missing, changes.tiles);
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
