import { MAX_LINES_BYTES, MAX_PAST_BYTES, type Operation } from '@relevo/client/picture/frame';
import { type DeflateLevel, deflateText } from './deflate';
import type { Keeper } from './kept-blocks';

/** Where text is, and what its indexes are. */
export type DrawnLines = Extract<Operation, { readonly type: 'lines' }> & { readonly indexes: Uint8Array };

/**
 * The lines of one frame, deflated together and behind those that its viewers got before: what is written on a screen repeats itself,
 * also when it does not stand where it stood.
 */
export class FrameLines {
  #indexes: Uint8Array[] = [];
  #size = 0;

  /** Whether so many more bytes fit into this frame. */
  hasRoomFor({ indexes }: DrawnLines): boolean {
    return this.#size + indexes.length <= MAX_LINES_BYTES;
  }

  add({ indexes }: DrawnLines): void {
    this.#indexes.push(indexes);
    this.#size += indexes.length;
  }

  /** Ends a frame: its deflated lines, if there are any, and whether they go back into those before. The next frame begins empty. */
  take(keeper: Keeper, level: DeflateLevel): { deflated: Uint8Array | null; continues: boolean } {
    const { past } = keeper;
    const own = Buffer.concat(this.#indexes, this.#size);
    this.#indexes = [];
    this.#size = 0;
    const continues = past !== null;
    if (own.length === 0) {
      keeper.gotLines(past);
      return { deflated: null, continues };
    }
    keeper.gotLines(Buffer.concat([past ?? Buffer.alloc(0), own]).subarray(-MAX_PAST_BYTES));
    return { deflated: deflateText(own, level, past), continues };
  }
}
