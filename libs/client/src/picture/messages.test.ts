import fc from 'fast-check';
import { cutFrame, FrameJoiner, MAX_MESSAGE_BYTES } from './messages';
import { PictureError } from './picture-error';

const join = (joiner: FrameJoiner, messages: readonly Uint8Array[]): Uint8Array[] =>
  messages.map((message) => joiner.add(message)).filter((frame) => frame !== null);

describe('picture messages', () => {
  it('put together what was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 300_000 }), fc.constantFrom(59_999, 60_000, 119_998)), {
          minLength: 1,
          maxLength: 5,
        }),
        (sizes) => {
          const frames = sizes.map((size, i) => new Uint8Array(size).fill(i + 1));
          const messages = frames.flatMap((frame) => cutFrame(frame));
          expect(Math.max(...messages.map((message) => message.length))).toBeLessThanOrEqual(
            MAX_MESSAGE_BYTES,
          );
          const joined = join(new FrameJoiner(), messages);
          expect(joined.length).toBe(frames.length);
          for (const [i, frame] of frames.entries())
            expect(Buffer.compare(joined[i] as Uint8Array, frame)).toBe(0);
        },
      ),
      { numRuns: 50, seed: 1 },
    );
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['with an unknown mark', Uint8Array.of(2, 1)],
    ['too long', new Uint8Array(MAX_MESSAGE_BYTES + 1)],
    ['a part without bytes', Uint8Array.of(0)],
  ])('refuses a message that is %s, and forgets what came before it', (_, message) => {
    const joiner = new FrameJoiner();
    joiner.add(Uint8Array.of(0, 1, 2));
    expect(() => joiner.add(message)).toThrow(PictureError);
    expect(joiner.partial).toBe(false);
    expect(joiner.add(Uint8Array.of(1, 9))).toEqual(Uint8Array.of(9));
  });

  it('collects no more than the longest frame', () => {
    const joiner = new FrameJoiner(100_000);
    const part = new Uint8Array(50_001);
    joiner.add(part);
    joiner.add(part);
    expect(() => joiner.add(Uint8Array.of(1, 1))).toThrow(PictureError);
  });

  it('forgets half a frame when told to', () => {
    const joiner = new FrameJoiner();
    joiner.add(Uint8Array.of(0, 1));
    expect(joiner.partial).toBe(true);
    joiner.clear();
    expect(joiner.partial).toBe(false);
    expect(joiner.add(Uint8Array.of(1, 9))).toEqual(Uint8Array.of(9));
  });
});
