import { createHash } from 'node:crypto';
import { type DataOperation, KEPT_SLOTS, MAX_KEPT_BYTES } from '@relevo/client/picture/frame';

/** Less is sent anew as quickly as it is recalled, and the small changes of a scrolling text would fill all slots. */
const MIN_KEPT_BYTES = 4000;

/** Pixels that were sent, and the slot in which viewers keep them. */
export interface KeptBlock {
  readonly slot: number;
}

/** What some viewers keep: a block counts only for who got it. */
export interface Keeper {
  keeps(block: KeptBlock): boolean;
  got(block: KeptBlock): void;
  /** The indexes of the lines that all of them got last, in this very array; null = they did not get the same ones. */
  readonly past: Uint8Array | null;
  /** What stands before their next lines now; null = nothing. */
  gotLines(past: Uint8Array | null): void;
}

/** What decides the pixels of a block: two of the same are the same picture. */
type Pixels = Pick<DataOperation, 'type' | 'width' | 'height'> & {
  readonly palette?: Uint8Array;
  readonly indexes: Uint8Array;
};

/** Whether these indexes can be worth it when they are deflated; to name them costs time. */
export const mayBeKept = (indexes: Uint8Array): boolean => indexes.length >= MIN_KEPT_BYTES;

/** A name for these pixels that no others have. */
export const nameOf = ({ type, width, height, palette, indexes }: Pixels): string => {
  const hash = createHash('sha1').update(`${type} ${width} ${height} ${palette?.length ?? 0} `);
  if (palette) hash.update(palette);
  return hash.update(indexes).digest('base64');
};

/**
 * The blocks that were sent lately, by what they show. The slot of the one that was not used for the longest time is taken for
 * the next: whoever still has the old block there knows the new one by another object, so nobody is told to recall it.
 */
export class KeptBlocks {
  /** The least lately used first. */
  readonly #blocks = new Map<string, KeptBlock>();

  /** The block of this name, if these viewers all keep it. */
  find(name: string, keeper: Keeper): KeptBlock | null {
    const block = this.#blocks.get(name);
    if (!block || !keeper.keeps(block)) return null;
    this.#touch(name, block);
    return block;
  }

  /** Has these viewers keep what they are sent now; null = it is not worth it, or too large. */
  keep(name: string, bytes: number, keeper: Keeper): KeptBlock | null {
    if (bytes < MIN_KEPT_BYTES || bytes > MAX_KEPT_BYTES) return null;
    const block = this.#blocks.get(name) ?? { slot: this.#freeSlot() };
    this.#touch(name, block);
    keeper.got(block);
    return block;
  }

  #touch(name: string, block: KeptBlock): void {
    this.#blocks.delete(name);
    this.#blocks.set(name, block);
  }

  #freeSlot(): number {
    if (this.#blocks.size < KEPT_SLOTS) return this.#blocks.size;
    const [[name, { slot }]] = this.#blocks as unknown as [[string, KeptBlock]];
    this.#blocks.delete(name);
    return slot;
  }
}
