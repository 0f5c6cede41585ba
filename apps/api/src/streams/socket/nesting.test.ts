import fc from 'fast-check';
import { isDeeper } from './nesting';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map((part) => depthOf(part)))
    : 0;

describe('the depth of JSON text', () => {
  it('SEC-W4 is what it is after parsing, whatever stands in its strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (value, levels) => {
        expect(isDeeper(JSON.stringify(value), levels)).toBe(depthOf(value) > levels);
      }),
      { seed: 4, numRuns: 500 },
    );
    expect(isDeeper('["[[[[\\"[[", {"}}": "{"}]', 2)).toBe(false);
    expect(isDeeper('[[[1]]]', 2)).toBe(true);
  });
});
