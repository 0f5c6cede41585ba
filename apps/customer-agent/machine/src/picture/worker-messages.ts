import type { CaptureBackend } from '../desktop/capture';
import type { ProducedFrame, ProducerStats } from './producer';

/** What the worker is started with. */
export interface WorkerStart {
  readonly display: string | undefined;
  readonly backend: CaptureBackend | 'best';
}

/** From the hub to its worker. */
export type ToWorker =
  | { readonly type: 'add' | 'remove' | 'refresh'; readonly viewer: number }
  | { readonly type: 'ready'; readonly viewers: readonly { readonly id: number; readonly slow: boolean }[] }
  | { readonly type: 'stop' };

/** From the worker to its hub; the bytes of frames are transferred, not copied. */
export type FromWorker =
  | { readonly type: 'opened' | 'size'; readonly width: number; readonly height: number }
  | { readonly type: 'frame'; readonly frame: ProducedFrame }
  | { readonly type: 'made'; readonly viewers: readonly number[]; readonly stats: ProducerStats }
  | { readonly type: 'failed'; readonly message: string };
