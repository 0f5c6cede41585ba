import { KEPT_SLOTS, MAX_KEPT_BYTES } from '@relevo/client/picture/frame';
import { type Keeper, type KeptBlock, KeptBlocks, nameOf } from './kept-blocks';

const aViewer = (): Keeper => {
  const kept = new WeakSet<KeptBlock>();
  return {
    keeps: (block) => kept.has(block),
    got: (block) => kept.add(block),
    past: null,
    gotLines: () => undefined,
  };
};

describe('kept blocks', () => {
  it('are found by whoever got them, until their slot is taken for another', () => {
    const blocks = new KeptBlocks();
    const [one, other] = [aViewer(), aViewer()];
    expect(blocks.find('a', one)).toBeNull();
    const first = blocks.keep('a', 5000, one);
    expect(blocks.find('a', one)).toBe(first);
    expect(blocks.find('a', other)).toBeNull();
    expect(blocks.keep('a', 5000, other)).toBe(first);
    expect(blocks.find('a', other)).toBe(first);
    for (let n = 0; n < KEPT_SLOTS; n++) blocks.keep(`another ${n}`, 5000, one);
    expect(blocks.find('a', one)).toBeNull();
    const again = blocks.keep('a', 5000, one);
    expect(again).not.toBe(first);
    expect(blocks.find('a', other)).toBeNull();
  });

  it('take the slot of the one that was not used for the longest time; no two have the same', () => {
    const blocks = new KeptBlocks();
    const viewer = aViewer();
    const slots = Array.from({ length: KEPT_SLOTS }, (_, n) => blocks.keep(`${n}`, 5000, viewer)?.slot);
    expect(new Set(slots)).toEqual(new Set(Array.from({ length: KEPT_SLOTS }, (_, n) => n)));
    blocks.find('0', viewer);
    expect(blocks.keep('new', 5000, viewer)?.slot).toBe(slots[1]);
    expect(blocks.find('0', viewer)?.slot).toBe(slots[0]);
    expect(blocks.find('1', viewer)).toBeNull();
  });

  it('are neither small nor larger than a viewer keeps', () => {
    const blocks = new KeptBlocks();
    const viewer = aViewer();
    for (const bytes of [0, 3999, MAX_KEPT_BYTES + 1])
      expect(blocks.keep(`${bytes}`, bytes, viewer)).toBeNull();
    for (const bytes of [4000, MAX_KEPT_BYTES]) expect(blocks.keep(`${bytes}`, bytes, viewer)).not.toBeNull();
  });

  it('have a name for all that decides their pixels', () => {
    const block = { type: 'indexed', width: 6, height: 4 } as const;
    const palette = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const indexes = Uint8Array.of(7, 8, 9);
    const names = [
      { ...block, palette, indexes },
      { ...block, palette, indexes, type: 'wide' as const },
      { ...block, palette, indexes, width: 4, height: 6 },
      { ...block, palette: Uint8Array.of(1, 2, 3, 4, 5, 7), indexes },
      { ...block, palette: palette.slice(0, 3), indexes: Uint8Array.of(4, 5, 6, 7, 8, 9) },
      { ...block, palette, indexes: Uint8Array.of(7, 8, 8) },
    ].map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    expect(nameOf({ ...block, palette: palette.slice(), indexes: indexes.slice() })).toBe(names[0]);
  });
});
