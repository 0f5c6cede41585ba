import { readSync } from 'node:fs';
import type { Socket } from 'node:net';

/** A local server that is not busy answers a short question in a tenth of it. */
const PATIENCE_MS = 0.3;
const buffer = Buffer.alloc(65_536);

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

/**
 * Reads a socket by itself and at once, while something is awaited and for at most 0.3 ms: going through the event loop takes longer
 * than a local server's answer. Who listens to the socket's data gets it within this call; what comes later comes as ever.
 */
export const readPromptly = (socket: Socket, isAwaited: () => boolean): void => {
  const fd = descriptorOf(socket);
  if (fd === undefined) return;
  const until = performance.now() + PATIENCE_MS;
  while (isAwaited() && performance.now() < until) {
    const size = readSome(fd);
    if (size === null) return;
    if (size > 0) socket.emit('data', Buffer.from(buffer.subarray(0, size)));
  }
};
