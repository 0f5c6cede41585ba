import { FloodGuard } from './flood-guard';

/** What becomes of so many messages that come at once. */
const many = (guard: FloodGuard, mono: number, tries: number): Record<string, number> => {
  const seen: Record<string, number> = { read: 0, drop: 0, close: 0 };
  for (let n = 0; n < tries; n += 1) {
    const verdict = guard.take(mono);
    seen[verdict] = (seen[verdict] ?? 0) + 1;
  }
  return seen;
};

describe('a flood', () => {
  it('SEC-C1 reads 2000 at once and then 500 a second, drops the rest unread, and closes the link after 8000 more', () => {
    const guard = new FloodGuard();
    expect(many(guard, 1000, 5000)).toEqual({ read: 2000, drop: 3000, close: 0 });
    expect(many(guard, 2000, 1000)).toEqual({ read: 500, drop: 500, close: 0 });
    expect(many(guard, 2000, 5001)).toEqual({ read: 0, drop: 5000, close: 1 });
    expect(many(guard, 60_000, 2001)).toEqual({ read: 2000, drop: 1, close: 0 });
    expect(many(guard, 59_000, 10)).toEqual({ read: 0, drop: 10, close: 0 });
  });

  it('what an honest console sends in half a minute of a stalled line is no flood', () => {
    expect(many(new FloodGuard(), 1000, 6000)['close']).toBe(0);
  });

  it('500 messages that fit no contract are one', () => {
    const guard = new FloodGuard();
    let read = 0;
    while (guard.take(1000) === 'read' && !guard.wasMalformed(1000)) read += 1;
    expect(read).toBeLessThan(501);
    expect(read).toBeGreaterThan(90);
  });
});
