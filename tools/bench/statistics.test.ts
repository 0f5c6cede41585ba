import { quantile, summaryOf } from './statistics';

describe('statistics', () => {
  it('takes the nearest rank, whatever the order', () => {
    const values = [5, 1, 4, 2, 3];
    expect(quantile(values, 0.5)).toBe(3);
    expect(quantile(values, 0)).toBe(1);
    expect(quantile(values, 1)).toBe(5);
    expect(values).toEqual([5, 1, 4, 2, 3]);
  });

  it('does not let one value of a hundred decide the 95th percentile, but five of twenty', () => {
    const spike = (spikes: number, all: number) =>
      Array.from({ length: all }, (_, i) => (i < spikes ? 99 : 1));
    expect(summaryOf(spike(1, 100))).toEqual({ count: 100, median: 1, p95: 1 });
    expect(summaryOf(spike(5, 20))).toEqual({ count: 20, median: 1, p95: 99 });
  });

  it('knows nothing of nothing', () => {
    expect(summaryOf([])).toBeNull();
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});
