import { randomUUID } from 'node:crypto';
import { closeSync, constants, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';

interface Segment {
  size: number;
  fd: number;
  buffer: Buffer;
}

/**
 * Shared memory for MIT-SHM that only the X server writes. The package's own provider names its files by process
 * id and a counter that every worker thread starts anew, so two threads could meet on one name.
 */
export const receivingMemory = {
  flavor: 'fd',
  zeroCopy: false,
  create(size: number): Segment {
    const path = `/dev/shm/relevo-${randomUUID()}`;
    const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      // Nameless from here on: it is gone when the server and we have let go.
      unlinkSync(path);
      ftruncateSync(fd, size);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    return { size, fd, buffer: Buffer.allocUnsafeSlow(size) };
  },
  commit(): void {},
  sync(segment: Segment, offset: number, length: number): void {
    readSync(segment.fd, segment.buffer, offset, length, offset);
  },
  destroy(segment: Segment): void {
    closeSync(segment.fd);
  },
};
