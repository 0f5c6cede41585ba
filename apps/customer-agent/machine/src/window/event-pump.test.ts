import { EventPump } from './event-pump';

/** A toolkit that counts its turns, and hands that touch when told. */
const pumped = ({ watched = true } = {}) => {
  let turns = 0;
  let exited = false;
  let over = 0;
  const waiting = new Set<() => void>();
  let answers = true;
  const unanswered: (() => void)[] = [];
  const hands = {
    next: (touched: () => void) => {
      waiting.add(touched);
      return () => void waiting.delete(touched);
    },
    whenAnswered: (then: () => void) => {
      if (answers) then();
      else unanswered.push(then);
    },
  };
  const native = {
    processEvents: () => {
      turns += 1;
      return exited ? 1 : 0;
    },
    setQuitOnLastWindowClosed: () => undefined,
  };
  const pump = new EventPump(native, watched ? hands : null, () => {
    over += 1;
  });
  /** Turns within so long. */
  const during = (ms: number) => {
    const before = turns;
    jest.advanceTimersByTime(ms);
    return turns - before;
  };
  return {
    pump,
    during,
    touch: () => {
      for (const touched of waiting) touched();
    },
    waiting: () => waiting.size,
    exit: () => {
      exited = true;
    },
    over: () => over,
    /** The desktop answers no more; the returned function brings what it was asked since then. */
    falter: () => {
      answers = false;
      return () => {
        for (const then of unanswered) then();
      };
    },
  };
};

describe('the event pump', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('turns fast at first, rests when nothing happens, and wakes at a touch', () => {
    const { pump, during, touch } = pumped();
    pump.start();
    expect(during(400)).toBeGreaterThan(20);
    during(400);
    expect(during(1000)).toBeLessThanOrEqual(10);
    touch();
    expect(during(1)).toBe(1);
    expect(during(160)).toBe(10);
    pump.end();
  });

  it('wakes for a change, and waits for one touch at a time', () => {
    const { pump, during, waiting } = pumped();
    pump.start();
    during(3000);
    expect(waiting()).toBe(1);
    pump.wake();
    expect(during(1)).toBe(1);
    expect(waiting()).toBe(0);
    pump.end();
  });

  it('rests sooner after a change than after a touch, and a change does not end a touch', () => {
    const { pump, during, touch } = pumped();
    pump.start();
    during(3000);
    pump.wake();
    expect(during(150)).toBeGreaterThan(8);
    during(50);
    expect(during(250)).toBeLessThanOrEqual(1);
    touch();
    pump.wake();
    during(200);
    expect(during(160)).toBe(10);
    pump.end();
  });

  it('never rests where nothing tells of hands', () => {
    const { pump, during } = pumped({ watched: false });
    pump.start();
    during(3000);
    expect(during(160)).toBe(10);
    pump.end();
  });

  it('is over once, when the last window is gone or when it is told', () => {
    const gone = pumped();
    gone.pump.start();
    gone.during(100);
    gone.exit();
    expect(gone.during(1000)).toBe(1);
    gone.pump.end();
    gone.pump.wake();
    expect(gone.during(1000)).toBe(0);
    expect([gone.over(), gone.waiting()]).toEqual([1, 0]);
  });

  it('SEC-C5 does not turn any more when the desktop does not answer', () => {
    const { pump, during, falter, over } = pumped();
    pump.start();
    during(100);
    const lastAnswer = falter();
    expect(during(1000)).toBe(0);
    pump.wake();
    expect(during(1000)).toBe(0);
    pump.end();
    lastAnswer();
    expect([during(1000), over()]).toEqual([0, 1]);
  });
});
