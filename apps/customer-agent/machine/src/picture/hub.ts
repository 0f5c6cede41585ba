import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { cutFrame } from '@relevo/client/picture/messages';
import type { CaptureBackend } from '../desktop/capture';
import type { ProducedFrame, ProducerStats } from './producer';
import { HubViewer, type PictureOutlet, type PictureViewer } from './viewer';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages';

export interface PictureHubOptions {
  /** An X display name; default: `DISPLAY`. */
  readonly display?: string;
  /** Default 'best'. */
  readonly backend?: CaptureBackend | 'best';
  /** Called once when the picture has ended by itself: the desktop is gone, or its thread died. */
  onFailure?(error: Error): void;
  /** The desktop has another size, in pixels; viewers learn it from their frames. */
  onSize?(width: number, height: number): void;
}

/** The picture of this machine's desktop for any number of viewers. Captures only while somebody views. */
export interface PictureHub {
  readonly width: number;
  readonly height: number;
  /** A viewer is sent the whole picture first, then what changes, until it is closed. */
  addViewer(outlet: PictureOutlet): PictureViewer;
  /** Totals since the start, for measuring. */
  stats(): ProducerStats;
  /** Ends the picture for all; resolves when the thread is gone. */
  stop(): Promise<void>;
}

const STOP_DEADLINE_MS = 2000;
const NO_STATS: ProducerStats = { grabs: 0, grabMs: 0, compareMs: 0, encodeMs: 0, frames: 0 };

class WorkerHub implements PictureHub {
  width = 0;
  height = 0;
  readonly #worker: Worker;
  readonly #options: PictureHubOptions;
  readonly #viewers = new Map<number, HubViewer>();
  readonly #exited: Promise<void>;
  #stats = NO_STATS;
  #nextViewer = 1;
  #ended = false;

  constructor(worker: Worker, options: PictureHubOptions) {
    this.#worker = worker;
    this.#options = options;
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
  }

  /** @throws when there is no desktop to be seen */
  async opened(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#worker.on('message', (message: FromWorker) => {
        if (message.type === 'opened') resolve();
        if (message.type === 'failed') reject(new Error(message.message));
        this.#hear(message);
      });
      this.#worker.on('error', (error: Error) => {
        reject(error);
        this.#fail(error);
      });
      void this.#exited.then(() => {
        const error = new Error('the picture thread ended');
        reject(error);
        this.#fail(error);
      });
    });
  }

  addViewer(outlet: PictureOutlet): PictureViewer {
    const id = this.#nextViewer++;
    const viewer = new HubViewer(outlet, {
      ready: (slow) => this.#tell({ type: 'ready', viewers: [{ id, slow }] }),
      refresh: () => this.#tell({ type: 'refresh', viewer: id }),
      close: () => {
        this.#viewers.delete(id);
        this.#tell({ type: 'remove', viewer: id });
      },
    });
    this.#viewers.set(id, viewer);
    this.#tell({ type: 'add', viewer: id });
    viewer.offer();
    return viewer;
  }

  stats(): ProducerStats {
    return this.#stats;
  }

  async stop(): Promise<void> {
    this.#ended = true;
    for (const viewer of [...this.#viewers.values()]) viewer.close();
    this.#tell({ type: 'stop' });
    const deadline = setTimeout(() => void this.#worker.terminate(), STOP_DEADLINE_MS);
    await this.#exited;
    clearTimeout(deadline);
  }

  #hear(message: FromWorker): void {
    if (message.type === 'failed') return this.#fail(new Error(message.message));
    if (message.type === 'frame') return this.#deliver(message.frame);
    if (message.type === 'made') {
      this.#stats = message.stats;
      return this.#offer(message.viewers);
    }
    this.width = message.width;
    this.height = message.height;
    if (message.type === 'size') this.#options.onSize?.(message.width, message.height);
  }

  #deliver(frame: ProducedFrame): void {
    const messages = cutFrame(frame.bytes);
    for (const id of frame.viewers) this.#viewers.get(id)?.deliver(frame, messages);
  }

  /** In one message, so that viewers that keep up go on sharing the same frames. */
  #offer(served: readonly number[]): void {
    const viewers: { id: number; slow: boolean }[] = [];
    for (const id of served) {
      const viewer = this.#viewers.get(id);
      viewer?.served();
      if (viewer?.takesMore()) viewers.push({ id, slow: viewer.slow });
    }
    if (viewers.length > 0) this.#tell({ type: 'ready', viewers });
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.onFailure?.(error);
  }
}

/**
 * Starts the picture of a desktop, captured and encoded in a thread of its own (compiled JavaScript).
 * @throws when there is no desktop to be seen
 */
export const startPictureHub = async (
  options: PictureHubOptions = {},
  workerFile = join(__dirname, 'worker.js'),
): Promise<PictureHub> => {
  const start: WorkerStart = { display: options.display, backend: options.backend ?? 'best' };
  const worker = new Worker(workerFile, {
    workerData: start,
    // x11 hands descriptors over to the X server by closing them natively; tracked, their numbers would be closed again
    // when the thread ends, whoever has them by then.
    trackUnmanagedFds: false,
  });
  const hub = new WorkerHub(worker, options);
  try {
    await hub.opened();
  } catch (error) {
    await hub.stop();
    throw error;
  }
  return hub;
};
