import { Socket } from 'node:net';

/** No statement may take longer, ms: PostgreSQL ends it itself. */
export const STATEMENT_MS = 30_000;
/** A line on which nothing has come or gone for so long, ms, leads to nobody: idle ones are closed sooner. */
const SILENT_MS = STATEMENT_MS + 10_000;

/**
 * A socket to PostgreSQL that ends when its far end has vanished without a word (a frozen machine, a wall that drops packets):
 * without it a request would wait for a quarter of an hour, and with it one connection of the pool.
 */
export const socketThatEndsInSilence = (silentMs = SILENT_MS): Socket => {
  const socket = new Socket();
  socket.setTimeout(silentMs, () => socket.destroy(new Error('Connection terminated: PostgreSQL is silent')));
  return socket;
};
