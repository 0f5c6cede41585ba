import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

interface Segment {
  size: number;
  fd: number;
  buffer: Buffer;
}

/** Where rows that are not as wide as the picture belong, in bytes. */
interface Patch {
  readonly at: number;
  readonly rowBytes: number;
  /** From one row of the picture to the next. */
  readonly stride: number;
}

/**
 * Shared memory for MIT-SHM that only the X server writes. The package's own provider names its files by process
 * id and a counter that every worker thread starts anew, so two threads could meet on one name.
 */
export class ReceivingMemory {
  readonly flavor = 'fd';
  readonly zeroCopy = false;
  #picture: Uint8Array | null = null;
  #patch: Patch | null = null;
  #rows = Buffer.alloc(0);

  /** What a segment of this size receives is read to this memory, to the same place, instead of the segment's own. */
  into(picture: Uint8Array): void {
    this.#picture = picture;
  }

  /** Where the content of a segment is. */
  contentOf(segment: { readonly buffer: Uint8Array }): Uint8Array {
    return this.#picture?.length === segment.buffer.length ? this.#picture : segment.buffer;
  }

  /** Whether what a segment of this size receives goes to the picture at once. */
  isPicture(segment: { readonly buffer: Uint8Array }): boolean {
    return this.contentOf(segment) !== segment.buffer;
  }

  /**
   * What the server answers next: rows of a part of the picture, one after the other; null = whole rows, in their place. To be
   * said before every question: one that the server refuses is never answered, and leaves what was said of it.
   */
  expect(patch: Patch | null): void {
    this.#patch = patch;
  }

  create(size: number): Segment {
    const path = `/dev/shm/relevo-${randomUUID()}`;
    const buffer = Buffer.alloc(size);
    const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      // Nameless from here on: it is gone when the server and we have let go.
      unlinkSync(path);
      // Written, not only made long: else the server's first answer waits for every page of it.
      for (let at = 0; at < size; ) at += writeSync(fd, buffer, at);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    return { size, fd, buffer };
  }

  commit(): void {}

  sync(segment: Segment, offset: number, length: number): void {
    const patch = this.#patch;
    this.#patch = null;
    if (patch) this.#readRows(segment, offset, length, patch);
    else readSync(segment.fd, this.contentOf(segment), offset, length, offset);
  }

  #readRows(segment: Segment, offset: number, length: number, { at, rowBytes, stride }: Patch): void {
    if (this.#rows.length < length) this.#rows = Buffer.alloc(length);
    readSync(segment.fd, this.#rows, 0, length, offset);
    const content = this.contentOf(segment);
    for (let from = 0, to = at; from + rowBytes <= length; from += rowBytes, to += stride)
      content.set(this.#rows.subarray(from, from + rowBytes), to);
  }

  destroy(segment: Segment): void {
    closeSync(segment.fd);
  }
}
