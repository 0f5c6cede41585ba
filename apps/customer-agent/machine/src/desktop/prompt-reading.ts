import { readSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A local server that is not busy answers a short question in a tenth of it. */
const PATIENCE_MS = 0.3;
const buffer = Buffer.alloc(65_536);
/** Sockets whose data is being told: what comes next may not be told before that is done. */
const telling = new WeakSet<Socket>();

/** The socket's file descriptor, or nothing where Node has none to show. */
const descriptorOf = (socket: Socket): number | undefined => {
  const { _handle } = socket as { _handle?: { fd?: number } | null };
  const fd = _handle?.fd;
  return fd !== undefined && fd >= 0 ? fd : undefined;
};

/** How much there was to read into the buffer; 0 = nothing yet, null = nothing will come, or the loop has to see to it. */
const readSome = (fd: number): number | null => {
  try {
    return readSync(fd, buffer) || null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : null;
  }
};

const tell = (socket: Socket, bytes: Buffer): void => {
  telling.add(socket);
  try {
    socket.emit('data', bytes);
  } finally {
    telling.delete(socket);
  }
};

/**
 * Reads a socket by itself and at once, while something is awaited and for at most 0.3 ms: going through the event loop takes longer
 * than a local server's answer. Who listens to the socket's data gets it within this call; what comes later comes as ever.
 */
export const readPromptly = (socket: Socket, isAwaited: () => boolean): void => {
  if (telling.has(socket)) return;
  const until = performance.now() + PATIENCE_MS;
  while (isAwaited() && performance.now() < until) {
    // Anew each time: who heard the last may have closed it, and its number may be another file's by now.
    const fd = descriptorOf(socket);
    const size = fd === undefined ? null : readSome(fd);
    if (size === null) return;
    if (size > 0) tell(socket, Buffer.from(buffer.subarray(0, size)));
  }
};
