import { connectionOf } from './connection';
import { fitFactor } from './stage/use-scaling';

describe('the word for a connection', () => {
  it.each([
    ['none', undefined, 'none', 0],
    ['lost', 20, 'none', 0],
    ['alarm', undefined, 'none', 0],
    ['connecting', undefined, 'connecting', 0],
    ['ready', undefined, 'good', 3],
    ['ready', 80, 'good', 3],
    ['ready', 81, 'fair', 2],
    ['ready', 201, 'poor', 1],
  ] as const)('%s with %p ms is %s', (link, rtt, word, level) => {
    expect(connectionOf({ link, rtt })).toEqual({ word, level });
  });
});

describe('the factor of a fitted picture', () => {
  it('takes the tighter side and never blows up', () => {
    expect(fitFactor({ width: 1600, height: 900 }, { width: 800, height: 900 })).toBe(0.5);
    expect(fitFactor({ width: 1600, height: 900 }, { width: 1600, height: 300 })).toBeCloseTo(1 / 3);
    expect(fitFactor({ width: 800, height: 600 }, { width: 1600, height: 1200 })).toBe(1);
  });
});
