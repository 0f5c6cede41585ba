import { ViewerFlow } from './flow';

const KB = 1000;

describe('flow control of a viewer', () => {
  it('lets two frames ahead before anything is known', () => {
    const flow = new ViewerFlow();
    expect(flow.open).toBe(true);
    flow.sent(1, 100, 0);
    expect(flow.open).toBe(true);
    flow.sent(2, 100, 1);
    expect(flow.open).toBe(false);
    flow.acknowledged(1, 5);
    expect(flow.open).toBe(true);
  });

  it('lets more frames ahead on a long line: 2 + one for each 16 ms', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 100, 0);
    flow.acknowledged(1, 40);
    expect(flow.maxFrames).toBe(2 + 3);
  });

  it('keeps the smallest round trip, and forgets it when the route has long been another', () => {
    const flow = new ViewerFlow();
    let now = 0;
    let id = 0;
    const exchange = (took: number) => {
      flow.sent(++id, 100, now);
      now += took;
      flow.acknowledged(id, now);
    };
    exchange(10);
    exchange(90);
    expect(flow.roundTripMs).toBe(10);
    for (let i = 0; i < 1000; i++) exchange(90);
    expect(flow.roundTripMs).toBe(90);
  });

  it('bounds the bytes ahead by rate x (round trip + 40 ms)', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 100, 0);
    flow.acknowledged(1, 10);
    flow.sent(2, 100 * KB, 10);
    flow.acknowledged(2, 10 + 58);
    // 100 KB in 58 - 0.8 x 10 ms = 2 KB/ms
    expect(flow.bytesPerMs).toBeCloseTo(2000);
    expect(flow.maxBytes).toBeCloseTo(100 * KB);
    flow.sent(3, 99 * KB, 100);
    expect(flow.open).toBe(true);
    flow.sent(4, 2 * KB, 101);
    expect(flow.open).toBe(false);
  });

  it('keeps the bytes ahead within 24 and 400 KB', () => {
    const slow = new ViewerFlow();
    slow.sent(1, 100, 0);
    slow.acknowledged(1, 10);
    slow.sent(2, 40 * KB, 10);
    slow.acknowledged(2, 5000);
    expect(slow.maxBytes).toBe(24 * KB);
    slow.sent(3, 40 * KB, 5000);
    slow.acknowledged(3, 10_000);
    expect(slow.slow).toBe(true);
    const fast = new ViewerFlow();
    fast.sent(1, 900 * KB, 0);
    fast.acknowledged(1, 20);
    expect(fast.maxBytes).toBe(400 * KB);
    expect(fast.slow).toBe(false);
  });

  it('calls a line slow only for two large frames that were late, and no more once one came fast', () => {
    const flow = new ViewerFlow();
    let now = 0;
    let id = 0;
    const exchange = (bytes: number, took: number) => {
      flow.sent(++id, bytes, now);
      now += took;
      flow.acknowledged(id, now);
    };
    // A long way, and no bare round trip to tell it from a narrow one.
    exchange(40 * KB, 100);
    expect(flow.slow).toBe(false);
    exchange(100, 80);
    // A busy machine: hardly anything, and late.
    exchange(10 * KB, 200);
    expect(flow.slow).toBe(false);
    // One may have come to a page that was busy, as a page is that has just opened.
    exchange(40 * KB, 60 + 64);
    exchange(10 * KB, 200);
    expect(flow.slow).toBe(false);
    exchange(40 * KB, 60 + 64);
    expect(flow.slow).toBe(true);
    exchange(40 * KB, 64 + 20);
    expect(flow.slow).toBe(false);
    exchange(40 * KB, 60 + 64);
    expect(flow.slow).toBe(false);
    // The fast one is remembered for a while: a line does not become slow from one moment to the next.
    exchange(40 * KB, 500);
    expect(flow.slow).toBe(false);
    for (let i = 0; i < 25; i++) exchange(40 * KB, 500);
    expect(flow.slow).toBe(true);
  });

  it('does not take the time that encoding took for that of the line', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 100, 0);
    flow.acknowledged(1, 10);
    // 90 KB in parts over 200 ms; the last 40 KB were there in 20.
    flow.sent(2, 90 * KB, 10, { bytes: 40 * KB, at: 210 });
    flow.acknowledged(2, 210 + 8 + 20);
    expect(flow.bytesPerMs).toBeCloseTo(2000);
    expect(flow.slow).toBe(false);
  });

  it('always lets one frame go, however large', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 10 * KB, 0);
    flow.acknowledged(1, 5000);
    expect(flow.open).toBe(true);
    flow.sent(2, 900 * KB, 5000);
    expect(flow.open).toBe(false);
  });

  it('takes an acknowledgement for all frames before it', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 100, 0);
    flow.sent(2, 100, 1);
    flow.acknowledged(2, 9);
    flow.sent(3, 100, 10);
    expect(flow.open).toBe(true);
  });

  it('is not moved by acknowledgements of frames that were never sent or are done', () => {
    const flow = new ViewerFlow();
    flow.sent(5, 100, 0);
    flow.sent(6, 100, 0);
    for (const id of [0, 4, 7, 1e9]) flow.acknowledged(id, 1);
    expect(flow.open).toBe(false);
    expect(flow.roundTripMs).toBeNull();
    flow.acknowledged(6, 4);
    flow.acknowledged(6, 5);
    expect(flow.roundTripMs).toBe(4);
  });

  it('learns nothing about the line from what a hidden page held back', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 100 * KB, 0);
    flow.acknowledged(1, 60_000);
    expect(flow.bytesPerMs).toBeNull();
    expect(flow.open).toBe(true);
  });

  it('starts anew with what it has measured', () => {
    const flow = new ViewerFlow();
    flow.sent(1, 100, 0);
    flow.acknowledged(1, 8);
    flow.sent(2, 100, 8);
    flow.sent(3, 100, 8);
    flow.sent(4, 100, 8);
    expect(flow.open).toBe(false);
    flow.restart();
    expect(flow.open).toBe(true);
    expect(flow.roundTripMs).toBe(8);
  });
});
