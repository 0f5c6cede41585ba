import { PictureDecoder } from '@relevo/client/picture/decoder';
import { cutFrame } from '@relevo/client/picture/messages';
import { PictureProducer, type ProducedFrame } from './producer';
import { TestPicture } from './test-picture';
import { TestSource } from './test-source';
import { HubViewer } from './viewer';

const VIEWER = 1;
const COLOURS = [0x336699, 0x101010, 0xffffff, 0x123456];

/** A producer and its one viewer, who acknowledges every picture at once. */
const aLine = async () => {
  const source = new TestSource();
  source.picture = new TestPicture(1024, 640);
  const decoder = await PictureDecoder.create();
  const asked: string[] = [];
  let heard: (frame: ProducedFrame) => void = () => undefined;
  let made: () => void = () => undefined;
  const producer = new PictureProducer(source, {
    frame: (frame) => {
      viewer.deliver(frame, cutFrame(frame.bytes));
      decoder.decode(frame.bytes);
      heard(frame);
      if (!frame.more) viewer.ack(frame.id);
    },
    made: () => {
      viewer.served();
      viewer.offer();
      made();
    },
    size: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  const viewer: HubViewer = new HubViewer(
    { send: () => undefined, buffered: () => 0 },
    {
      ready: (slow) => {
        asked.push('ready');
        producer.ready([{ id: VIEWER, slow }]);
      },
      refresh: () => producer.refresh(VIEWER),
      close: () => undefined,
    },
  );
  const next = () =>
    new Promise<void>((resolve) => {
      made = resolve;
    });
  producer.add(VIEWER);
  const first = next();
  viewer.offer();
  await first;
  return {
    source,
    producer,
    asked,
    next,
    onFrame: (listener: typeof heard) => {
      heard = listener;
    },
    isRight: () => source.picture.isShownBy(decoder.pixels),
  };
};

describe('turns of a viewer', () => {
  it('go on after a ground that was acknowledged before the rest was read, and was all there was', async () => {
    const { source, producer, asked, next, onFrame, isRight } = await aLine();
    let frames = 0;
    onFrame(() => frames++);
    // Long enough for what comes of the acknowledgement.
    source.meanwhile = () => new Promise((resolve) => setImmediate(resolve));
    for (const [turn, colour] of COLOURS.entries()) {
      const made = next();
      source.turn(colour);
      await made;
      expect([frames, isRight(), asked.length]).toEqual([turn + 1, true, turn + 3]);
    }
    const made = next();
    source.change(7);
    await made;
    expect(isRight()).toBe(true);
    await producer.stop();
  });
});
