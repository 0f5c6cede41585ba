/** The thread that captures and encodes, so that neither input nor the link ever waits for a picture. */
import { parentPort, workerData } from 'node:worker_threads';
import { openCapture } from '../desktop/capture';
import { PictureProducer } from './producer';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages';

const port = parentPort;
if (!port) throw new Error('this file is the start of a worker thread');

const tell = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const fail = (error: unknown): void =>
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

const serve = async ({ backend, display }: WorkerStart): Promise<void> => {
  const source = await openCapture(backend, { display });
  const producer = new PictureProducer(source, {
    frame: (frame) => tell({ type: 'frame', frame }, [frame.bytes.buffer]),
    made: (viewers) => tell({ type: 'made', viewers, stats: producer.stats() }),
    size: (width, height) => tell({ type: 'size', width, height }),
    failed: fail,
  });
  port.on('message', (message: ToWorker) => {
    if (message.type === 'ready') producer.ready(message.viewers);
    else if (message.type === 'stop') void producer.stop().finally(() => port.close());
    else producer[message.type](message.viewer);
  });
  await producer.prepare();
  tell({ type: 'opened', width: source.width, height: source.height });
};

serve(workerData as WorkerStart).catch(fail);
