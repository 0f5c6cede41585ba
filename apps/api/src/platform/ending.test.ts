import { endWhenAsked } from './ending';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

describe('SEC-R3 endWhenAsked', () => {
  const before = SIGNALS.map((name) => [name, process.listeners(name)] as const);
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    for (const [name, listeners] of before) {
      process.removeAllListeners(name);
      for (const listener of listeners) process.on(name, listener);
    }
  });

  const asked = () => {
    const codes: number[] = [];
    let closed: () => void = () => undefined;
    const close = () => new Promise<void>((resolve) => (closed = resolve));
    endWhenAsked({ close }, (code) => codes.push(code));
    return {
      codes,
      closed: () => closed(),
      ask: (name: (typeof SIGNALS)[number]) => process.emit(name, name),
    };
  };

  it.each(SIGNALS)('SEC-R3 ends in order after %s, however long it takes below the limit', async (name) => {
    const { codes, closed, ask } = asked();
    ask(name);
    await jest.advanceTimersByTimeAsync(24_900);
    expect(codes).toEqual([]);
    closed();
    await jest.advanceTimersByTimeAsync(0);
    expect(codes).toEqual([0]);
  });

  it('SEC-R3 is forced by a second request', () => {
    const { codes, ask } = asked();
    ask('SIGTERM');
    ask('SIGTERM');
    expect(codes).toEqual([1]);
  });

  it('SEC-R3 is forced after 25 s', async () => {
    const { codes, ask } = asked();
    ask('SIGTERM');
    await jest.advanceTimersByTimeAsync(25_000);
    expect(codes).toEqual([1]);
  });
});
