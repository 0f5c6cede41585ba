import { spawn } from 'node:child_process';
import { EventPump } from './event-pump';

/** The false clock takes 1 ms for what comes after the sockets. */
const TEN_TURNS_MS = 10 * 17;

/** A toolkit that counts its turns, and hands that touch when told. */
const pumped = ({ watched = true } = {}) => {
  let turns = 0;
  let exited = false;
  let over = 0;
  const waiting = new Set<() => void>();
  const hands = {
    next: (touched: () => void) => {
      waiting.add(touched);
      return () => void waiting.delete(touched);
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
    turns: () => turns,
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
    expect(during(TEN_TURNS_MS)).toBe(10);
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
    expect(during(TEN_TURNS_MS)).toBe(10);
    pump.end();
  });

  it('never rests where nothing tells of hands', () => {
    const { pump, during } = pumped({ watched: false });
    pump.start();
    during(3000);
    expect(during(TEN_TURNS_MS)).toBe(10);
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

  it('SEC-C5 hears first that the desktop is gone, when its own turn is due at the same time', async () => {
    jest.useRealTimers();
    const { pump, turns, over } = pumped();
    const desktop = spawn('cat');
    const gone = new Promise<void>((resolve) =>
      desktop.stdout.resume().on('end', () => {
        pump.end();
        resolve();
      }),
    );
    pump.start();
    desktop.kill('SIGKILL');
    for (const until = performance.now() + 200; performance.now() < until; );
    await gone;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([turns(), over()]).toEqual([0, 1]);
  });
});
