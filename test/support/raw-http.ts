import { connect } from 'node:net';

/** What came back over one connection, as it was. */
export interface RawAnswer {
  /** Of every answer on it, in their order; pipelined requests have several. */
  readonly statuses: readonly number[];
  readonly text: string;
}

const QUIET_MS = 5000;

/**
 * Sends bytes as they are, and reads until the server closes or says nothing for so long.
 * @param half closes our side after the bytes; a server may then give up an answer that takes it long
 */
export const sendRaw = (
  url: string,
  bytes: string | Buffer,
  quietMs = QUIET_MS,
  half = true,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    let text = '';
    const socket = connect(Number(port), hostname);
    const finish = (): void => {
      socket.destroy();
      const statuses = [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
      resolve({ statuses, text });
    };
    socket.setTimeout(quietMs, finish);
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
    });
    socket.once('close', finish);
    // A reset after an answer is an end like any other; before one it tells that nobody listens.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? reject(error) : finish(),
    );
    if (half) socket.end(bytes);
    else socket.write(bytes);
  });
