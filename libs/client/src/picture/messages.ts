import { MAX_FRAME_BYTES } from './frame';
import { PictureError } from './picture-error';

/** Longest message of a data channel that every browser and SCTP stack takes, in bytes. */
export const MAX_MESSAGE_BYTES = 60_000;

const MORE = 0;
const LAST = 1;

/** Cuts a frame in messages of at most 60 000 bytes. Each begins with a byte: 1 = the frame's last part, 0 = more follow. */
export const cutFrame = (frame: Uint8Array): Uint8Array<ArrayBuffer>[] => {
  const messages: Uint8Array<ArrayBuffer>[] = [];
  const step = MAX_MESSAGE_BYTES - 1;
  for (let start = 0; start === 0 || start < frame.length; start += step) {
    const part = frame.subarray(start, start + step);
    const message = new Uint8Array(part.length + 1);
    message[0] = start + step >= frame.length ? LAST : MORE;
    message.set(part, 1);
    messages.push(message);
  }
  return messages;
};

/** Puts the messages of an ordered, reliable channel together again. */
export class FrameJoiner {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(maxBytes = MAX_FRAME_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** True between the parts of a frame. */
  get partial(): boolean {
    return this.#parts.length > 0;
  }

  /**
   * Takes the next message; answers the frame when this was its last part, else null. Messages are kept, not copied, until then.
   * @throws {PictureError} for a message that is no part of a frame or makes the frame too long; what was collected is dropped
   */
  add(message: Uint8Array): Uint8Array | null {
    const mark = message[0];
    if ((mark !== LAST && mark !== MORE) || message.length > MAX_MESSAGE_BYTES) return this.#refuse('DATA');
    // An empty part would let a frame have endlessly many.
    if (message.length === 1 && mark === MORE) return this.#refuse('DATA');
    this.#bytes += message.length - 1;
    if (this.#bytes > this.#maxBytes) return this.#refuse('TOO_LARGE');
    this.#parts.push(message.subarray(1));
    return mark === LAST ? this.#join() : null;
  }

  /** Forgets a frame of which only a part came. */
  clear(): void {
    this.#parts = [];
    this.#bytes = 0;
  }

  #join(): Uint8Array {
    const [first] = this.#parts;
    let frame = first as Uint8Array;
    if (this.#parts.length > 1) {
      frame = new Uint8Array(this.#bytes);
      let at = 0;
      for (const part of this.#parts) {
        frame.set(part, at);
        at += part.length;
      }
    }
    this.clear();
    return frame;
  }

  #refuse(fault: 'DATA' | 'TOO_LARGE'): never {
    this.clear();
    throw new PictureError(fault, `a message that is no part of a frame, or too many (${fault})`);
  }
}
