import { PictureDecoder } from '@relevo/client/picture/decoder';
import { readFrame } from '@relevo/client/picture/frame-reader';
import { until } from '@relevo/testing';
import { PictureProducer, type ProducedFrame } from './producer';
import { TestPicture } from './test-picture';
import { whole } from './test-screen';
import { TestSource } from './test-source';

const aProducer = () => {
  const source = new TestSource();
  const frames: ProducedFrame[] = [];
  const sizes: string[] = [];
  const failures: unknown[] = [];
  let heard = () => {};
  const producer = new PictureProducer(source, {
    frame: (made) => frames.push(made),
    made: () => heard(),
    size: (width, height) => sizes.push(`${width}x${height}`),
    failed: (error) => {
      failures.push(error);
      heard();
    },
  });
  const something = () =>
    new Promise<void>((resolve) => {
      heard = resolve;
    });
  /** Makes these ready and answers the frames that come of it. */
  const next = async (...viewers: number[]): Promise<ProducedFrame[]> => {
    const before = frames.length;
    const made = something();
    producer.ready(viewers.map((id) => ({ id, slow: false })));
    await made;
    return frames.slice(before);
  };
  return { source, producer, frames, sizes, failures, something, next };
};

/** Takes the frames that are for one viewer. */
const aViewer = async (id: number) => {
  const decoder = await PictureDecoder.create();
  return {
    take: (frames: readonly ProducedFrame[]) => {
      const mine = frames.filter((frame) => frame.viewers.includes(id));
      return mine.map((frame) => decoder.decode(frame.bytes));
    },
    shows: (picture: TestPicture) => picture.isShownBy(decoder.pixels),
  };
};

/** Each takes what is for them, and sees the desktop. */
const allSee = (
  viewers: readonly Awaited<ReturnType<typeof aViewer>>[],
  frames: readonly ProducedFrame[],
  desktop: TestPicture,
): void => {
  for (const [index, viewer] of viewers.entries()) {
    viewer.take(frames);
    expect([index, viewer.shows(desktop)]).toEqual([index, true]);
  }
};

describe('picture producer', () => {
  it('neither grabs nor encodes while nobody is ready', async () => {
    const { source, producer, frames } = aProducer();
    source.change(1);
    producer.add(1);
    source.change(2);
    await new Promise(setImmediate);
    expect([source.grabs, frames.length]).toEqual([0, 0]);
    await producer.stop();
    expect(source.closed).toBe(true);
  });

  it('sends the whole picture first, then what changes, then nothing', async () => {
    const { source, producer, next, something } = aProducer();
    const viewer = await aViewer(1);
    source.change(1);
    producer.add(1);
    expect(viewer.take(await next(1))).toMatchObject([{ id: 1, full: true }]);
    expect(viewer.shows(source.picture)).toBe(true);
    producer.ready([{ id: 1, slow: false }]);
    await new Promise(setImmediate);
    const { grabs } = source;
    const made = something();
    source.change(2);
    await made;
    expect(source.grabs).toBe(grabs + 1);
    await producer.stop();
  });

  it('grabs everything anew when the desktop has only become taller or less tall under a grab', async () => {
    const { source, producer, sizes, next } = aProducer();
    const viewer = await aViewer(1);
    producer.add(1);
    viewer.take(await next(1));
    for (const height of [240, 96]) {
      source.coming = new TestPicture(320, height);
      source.coming.text({ x: 0, y: 0, width: 320, height }, height, 9);
      source.damage();
      viewer.take(await next(1));
      expect(viewer.shows(source.picture)).toBe(true);
    }
    expect(sizes).toEqual(['320x160', '320x240', '320x96']);
    await producer.stop();
  });

  it('follows a desktop that becomes far larger under a grab, and shows no size that it has not', async () => {
    const { source, producer, next } = aProducer();
    const viewer = await aViewer(1);
    producer.add(1);
    viewer.take(await next(1));
    source.coming = new TestPicture(1900, 1000);
    source.coming.text({ x: 0, y: 0, width: 1900, height: 1000 }, 5, 2);
    source.damage();
    const sizes = viewer.take(await next(1)).map(({ width, height }) => `${width}x${height}`);
    expect(new Set(sizes)).toEqual(new Set(['1900x1000']));
    expect(viewer.shows(source.picture)).toBe(true);
    await producer.stop();
  });

  it('shows nothing of what was read in vain', async () => {
    const { source, producer, next } = aProducer();
    const viewers = await Promise.all([aViewer(1), aViewer(2)]);
    producer.add(1);
    viewers[0]?.take(await next(1));
    source.spoilt = new TestPicture(320, 160);
    source.spoilt.draw(whole(source.spoilt), () => 0xff00ff);
    source.change(4);
    producer.add(2);
    const frames = await next(1, 2);
    allSee(viewers, frames, source.picture);
    await producer.stop();
  });

  it('shows a new ground ahead of the rest to who has all that came before, and the others what they lack', async () => {
    const { source, producer, next } = aProducer();
    source.picture = new TestPicture(1024, 640);
    const viewers = await Promise.all([aViewer(1), aViewer(2)]);
    producer.add(1);
    viewers[0]?.take(await next(1));
    producer.add(2);
    source.coming = new TestPicture(1024, 640);
    source.turn(0x336699);
    source.coming.draw(whole(source.coming), () => 0x336699);
    source.coming.text({ x: 100, y: 100, width: 300, height: 90 }, 6, 9);
    const frames = await next(1, 2);
    const [ground] = frames;
    expect(ground).toMatchObject({ viewers: [1], more: false });
    expect(readFrame(ground?.bytes as Uint8Array).operations).toMatchObject([
      { type: 'fill', x: 0, y: 0, width: 1024, height: 640, colour: 0x336699 },
    ]);
    allSee(viewers, frames, source.picture);
    await producer.stop();
  });

  it('gives one who was ready only once the ground was shown all that has changed', async () => {
    const { source, producer, next } = aProducer();
    source.picture = new TestPicture(1024, 640);
    const viewers = await Promise.all([aViewer(1), aViewer(2)]);
    producer.add(1);
    producer.add(2);
    const first = await next(1, 2);
    source.meanwhile = async () => producer.ready([{ id: 2, slow: false }]);
    source.turn(0x336699);
    const frames = [...first, ...(await next(1))];
    allSee(viewers, frames, source.picture);
    await producer.stop();
  });

  it('shows one ground in a grab, however often its reading begins anew', async () => {
    const { source, producer, next } = aProducer();
    const viewer = await aViewer(1);
    source.picture = new TestPicture(1024, 640);
    producer.add(1);
    viewer.take(await next(1));
    source.anew = () => {
      source.picture.draw({ x: 0, y: 0, width: 1024, height: 64 }, () => 0);
      const below = { x: 0, y: 64, width: 1024, height: 576 };
      source.picture.draw(below, () => 0xffffff);
      return below;
    };
    source.turn(0x336699);
    viewer.take(await next(1));
    expect(viewer.shows(source.picture)).toBe(true);
    await producer.stop();
  });

  it('shows no ground ahead to one on a slow line, who would get what is wrong of it in portions', async () => {
    const { source, producer, frames, something } = aProducer();
    source.picture = new TestPicture(1024, 640);
    producer.add(1);
    for (const colour of [0, 0x336699]) {
      const made = something();
      const before = frames.length;
      let early = 0;
      source.meanwhile = async () => {
        early = frames.length - before;
      };
      source.turn(colour);
      producer.ready([{ id: 1, slow: true }]);
      await made;
      expect([early, frames.length > before]).toEqual([0, true]);
    }
    await producer.stop();
  });

  it('takes back a ground under which the desktop changed its size and back', async () => {
    const { source, producer, next } = aProducer();
    const viewer = await aViewer(1);
    const desktop = new TestPicture(1024, 640);
    source.picture = desktop;
    producer.add(1);
    viewer.take(await next(1));
    source.turn(0x336699);
    source.coming = new TestPicture(1024, 320);
    source.again = new TestPicture(1024, 640);
    const frames = await next(1);
    expect(frames[0]).toMatchObject({ more: false });
    viewer.take(frames);
    expect(viewer.shows(source.picture)).toBe(true);
    expect(source.picture).not.toBe(desktop);
    await producer.stop();
  });

  it('makes one frame for all who keep up', async () => {
    const { source, producer, next } = aProducer();
    const [first, second] = [await aViewer(1), await aViewer(2)];
    producer.add(1);
    producer.add(2);
    const opening = await next(1, 2);
    expect(opening.map((frame) => frame.viewers)).toEqual([[1, 2]]);
    source.change(2);
    const update = await next(1, 2);
    expect(update.map((frame) => frame.viewers)).toEqual([[1, 2]]);
    for (const viewer of [first, second]) {
      viewer.take([...opening, ...update]);
      expect(viewer.shows(source.picture)).toBe(true);
    }
    await producer.stop();
  });

  it('recalls what all viewers of a frame keep; who came later or asked for everything gets it anew', async () => {
    const { source, producer, next } = aProducer();
    const viewers = await Promise.all([aViewer(1), aViewer(2)]);
    const turn = async (seed: number, ...ids: number[]): Promise<string[]> => {
      source.picture.text({ x: 0, y: 0, width: 320, height: 160 }, seed, 200);
      source.damage();
      const frames = await next(...ids);
      for (const id of ids) {
        viewers[id - 1]?.take(frames);
        expect(viewers[id - 1]?.shows(source.picture)).toBe(true);
      }
      return frames.flatMap(({ bytes }) => readFrame(bytes).operations.map(({ type }) => type));
    };
    producer.add(1);
    for (const seed of [1, 2, 3]) expect(await turn(seed, 1)).not.toContain('recall');
    expect(await turn(2, 1)).toEqual(['recall']);
    producer.add(2);
    expect(await turn(3, 1, 2)).toContain('recall');
    expect(await turn(2, 1, 2)).toEqual(['indexed']);
    expect(await turn(3, 1, 2)).toEqual(['recall']);
    producer.refresh(1);
    await turn(2, 1, 2);
    expect(await turn(3, 1, 2)).toEqual(['indexed']);
    expect(await turn(2, 1, 2)).toContain('recall');
    await producer.stop();
  });

  it('goes on without one who is not ready, and gives it later what it missed', async () => {
    const { source, producer, next } = aProducer();
    const [quick, late] = [await aViewer(1), await aViewer(2)];
    producer.add(1);
    producer.add(2);
    const opening = await next(1, 2);
    quick.take(opening);
    late.take(opening);
    for (let seed = 1; seed < 6; seed++) {
      source.change(seed);
      source.picture.scroll({ x: 0, y: 0, width: 320, height: 160 }, 10);
      const frames = await next(1);
      expect(frames.map((frame) => frame.viewers)).toEqual([[1]]);
      quick.take(frames);
      expect(quick.shows(source.picture)).toBe(true);
    }
    expect(late.shows(source.picture)).toBe(false);
    const frames = await next(2);
    expect(late.take(frames)).toMatchObject([{ full: false }]);
    expect(late.shows(source.picture)).toBe(true);
    source.change(9);
    expect((await next(1, 2)).map((frame) => frame.viewers)).toEqual([[1, 2]]);
    await producer.stop();
  });

  it('gives one on a slow line much in portions, after the others, and in the end every pixel', async () => {
    const { source, producer, frames, next } = aProducer();
    source.picture = new TestPicture(960, 600);
    const [slow, quick] = [await aViewer(1), await aViewer(2)];
    producer.add(1);
    producer.add(2);
    const opening = await next(1, 2);
    for (const viewer of [slow, quick]) viewer.take(opening);
    const all = { x: 0, y: 0, width: 960, height: 600 };
    source.picture.text(all, 5, 40);
    source.damage();
    const both = () =>
      producer.ready([
        { id: 1, slow: true },
        { id: 2, slow: false },
      ]);
    const before = frames.length;
    both();
    await until('frames for both', 20_000, async () => {
      const last = frames.at(-1);
      return frames.length > before && last?.viewers[0] === 1 && !last.more ? true : null;
    });
    const made = frames.slice(before);
    expect(made[0]?.viewers).toEqual([2]);
    quick.take(made);
    slow.take(made);
    expect(quick.shows(source.picture)).toBe(true);
    expect(slow.shows(source.picture)).toBe(false);
    let portions = 1;
    for (; portions < 20 && !slow.shows(source.picture); portions++) {
      const from = frames.length;
      producer.ready([{ id: 1, slow: true }]);
      await until('a portion', 20_000, async () =>
        frames.length > from && !frames.at(-1)?.more ? true : null,
      );
      slow.take(frames.slice(from));
    }
    // 15 x 38 tiles in portions of 240.
    expect(portions).toBe(3);
    await producer.stop();
  });

  it('sends everything again when asked', async () => {
    const { producer, next } = aProducer();
    const viewer = await aViewer(1);
    producer.add(1);
    viewer.take(await next(1));
    producer.refresh(1);
    expect(viewer.take(await next(1))).toMatchObject([{ full: true }]);
    await producer.stop();
  });

  it('follows another size of the desktop', async () => {
    const { source, producer, sizes, next } = aProducer();
    const viewer = await aViewer(1);
    producer.add(1);
    viewer.take(await next(1));
    source.picture = new TestPicture(400, 300);
    source.change(3);
    expect(viewer.take(await next(1))).toMatchObject([{ full: true, width: 400, height: 300 }]);
    expect(viewer.shows(source.picture)).toBe(true);
    expect(sizes).toEqual(['320x160', '400x300']);
    await producer.stop();
  });

  it('says when capturing has failed, and ends', async () => {
    const { source, producer, failures, something, frames } = aProducer();
    source.failure = new Error('the desktop is gone');
    const failed = something();
    producer.add(1);
    producer.ready([{ id: 1, slow: false }]);
    await failed;
    expect(failures).toEqual([source.failure]);
    source.failure = null;
    source.change(1);
    await new Promise(setImmediate);
    expect([source.grabs, frames.length]).toEqual([1, 0]);
    await producer.stop();
  });

  it('sends nothing to one who has left', async () => {
    const { source, producer, next } = aProducer();
    producer.add(1);
    producer.add(2);
    await next(1, 2);
    producer.remove(2);
    source.change(4);
    expect((await next(1, 2)).map((frame) => frame.viewers)).toEqual([[1]]);
    await producer.stop();
  });
});
