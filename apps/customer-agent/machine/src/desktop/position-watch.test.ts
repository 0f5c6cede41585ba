import { PositionWatch } from './position-watch';

const watch = ({ hands = true } = {}) => {
  const at = { x: 1, y: 2 };
  let asked = 0;
  const waiting = new Set<() => void>();
  const position = new PositionWatch(
    async () => {
      asked += 1;
      return { ...at };
    },
    hands
      ? {
          next: (touched) => {
            waiting.add(touched);
            return () => void waiting.delete(touched);
          },
        }
      : null,
  );
  const moves: string[] = [];
  position.onMove((x, y) => moves.push(`${x},${y}`));
  const askedDuring = async (ms: number) => {
    const before = asked;
    await jest.advanceTimersByTimeAsync(ms);
    return asked - before;
  };
  return {
    position,
    at,
    moves,
    askedDuring,
    touch: () => {
      for (const touched of [...waiting]) touched();
    },
  };
};

describe('the position of the pointer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('is told when it changes, and not before it is wanted', async () => {
    const { position, at, moves, askedDuring } = watch();
    expect(await askedDuring(1000)).toBe(0);
    position.set(true);
    await askedDuring(100);
    at.x = 5;
    await askedDuring(100);
    expect(moves).toEqual(['1,2', '5,2']);
    position.set(false);
    expect(await askedDuring(3000)).toBe(0);
  });

  it('is hardly asked for while it rests, and at once after a touch', async () => {
    const { position, at, moves, askedDuring, touch } = watch();
    position.set(true);
    await askedDuring(1500);
    expect(await askedDuring(5000)).toBeLessThanOrEqual(5);
    at.y = 9;
    touch();
    await askedDuring(40);
    expect(moves.at(-1)).toBe('1,9');
    position.set(false);
    touch();
    expect(await askedDuring(3000)).toBe(0);
  });

  it('is followed also when a program moves it', async () => {
    const { position, at, moves, askedDuring } = watch();
    position.set(true);
    await askedDuring(3000);
    at.x = 77;
    await askedDuring(1100);
    expect(moves.at(-1)).toBe('77,2');
    position.set(false);
  });

  it('is asked for all the time where nothing tells of hands', async () => {
    const { position, askedDuring } = watch({ hands: false });
    position.set(true);
    await askedDuring(3000);
    expect(await askedDuring(1000)).toBeGreaterThan(20);
    position.set(false);
  });
});
