import { PictureDecoder } from '@relevo/client/picture/decoder';
import type { Rectangle } from '@relevo/client/picture/frame';
import { readFrame } from '@relevo/client/picture/frame-reader';
import { type EncodedFrame, type FrameOptions, PictureEncoder } from './encoder';
import type { Keeper, KeptBlock } from './kept-blocks';
import { TILE_HEIGHT, TILE_WIDTH } from './rectangles';
import { TestPicture } from './test-picture';

let lastId = 0;
export const optionsOf = (keeper?: Keeper): FrameOptions => ({
  nextId: () => ++lastId,
  age: () => 0,
  level: 1,
  ...(keeper && { keeper }),
});

/** A screen, its encoder and a viewer. `send` carries over what changed and answers the kinds of operations that did it. */
export const aScreen = async (width: number, height: number) => {
  const picture = new TestPicture(width, height);
  const encoder = await PictureEncoder.create(width, height);
  const decoder = await PictureDecoder.create();
  const kept = new WeakSet<KeptBlock>();
  const keeper = {
    keeps: (block: KeptBlock) => kept.has(block),
    got: (block: KeptBlock) => kept.add(block),
    past: null as Uint8Array | null,
    gotLines: (past: Uint8Array | null) => {
      keeper.past = past;
    },
  };
  const options = optionsOf(keeper);
  encoder.update(0, height, picture.rows());
  const take = (frames: Iterable<EncodedFrame>): string[] => {
    const all = [...frames];
    expect(all.map(({ more }) => more)).toEqual(all.map((_, index) => index < all.length - 1));
    for (const { bytes } of all) decoder.decode(bytes);
    return all.flatMap(({ bytes }) => readFrame(bytes).operations.map((operation) => operation.type));
  };
  take(encoder.encodeFull(options));
  const send = (top = 0, bottom = height): string[] => {
    const changes = encoder.update(top, bottom, picture.rows(top, bottom));
    if (!changes) return [];
    return take(encoder.encodeChanges(changes, options));
  };
  const same = (): boolean => picture.isShownBy(decoder.pixels);
  return { picture, encoder, decoder, options, take, send, same };
};

export const whole = ({ width, height }: TestPicture) => ({ x: 0, y: 0, width, height });

/** The tiles that lie wholly within a box; the box itself when there are none. */
export const inTiles = (box: Rectangle, picture: TestPicture): Rectangle => {
  const x = Math.ceil(box.x / TILE_WIDTH) * TILE_WIDTH;
  const y = Math.ceil(box.y / TILE_HEIGHT) * TILE_HEIGHT;
  const width = Math.floor(Math.min(box.x + box.width, picture.width) / TILE_WIDTH) * TILE_WIDTH - x;
  const height = Math.floor(Math.min(box.y + box.height, picture.height) / TILE_HEIGHT) * TILE_HEIGHT - y;
  return width > 0 && height > 0 ? { x, y, width, height } : box;
};
