import { RateLimiterMemory } from 'rate-limiter-flexible';
import { BackOff, type BackOffRule, backOffSeconds } from './back-off';

const RULE: BackOffRule = { name: 'test', free: 2, firstSeconds: 2, mostSeconds: 60, forgetSeconds: 3600 };

const make = () =>
  new BackOff(
    RULE,
    new RateLimiterMemory({ keyPrefix: 'failures', points: 1e9, duration: RULE.forgetSeconds }),
    new RateLimiterMemory({ keyPrefix: 'gate', points: 1, duration: RULE.firstSeconds }),
  );
const verdicts = async (backOff: BackOff, key: string, times: number) => {
  const seen: string[] = [];
  for (let n = 0; n < times; n += 1)
    seen.push(
      await backOff.attempt(key).then(
        () => 'go',
        ({ code }: { code: string }) => code,
      ),
    );
  return seen;
};

describe('SEC-A5 BackOff', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('SEC-A5 waits twice as long each time, up to the most', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((n) => backOffSeconds(RULE, n))).toEqual([
      2, 2, 2, 4, 8, 16, 32, 60, 60, 60,
    ]);
  });

  it('SEC-A5 lets some through, then one after each wait, and nobody is kept out for ever', async () => {
    const backOff = make();
    expect(await verdicts(backOff, 'a', 5)).toEqual([
      'go',
      'go',
      'go',
      'TOO_MANY_REQUESTS',
      'TOO_MANY_REQUESTS',
    ]);
    for (const wait of [2, 4, 8, 16, 32, 60]) {
      await jest.advanceTimersByTimeAsync(wait * 1000 - 100);
      expect(await verdicts(backOff, 'a', 1)).toEqual(['TOO_MANY_REQUESTS']);
      await jest.advanceTimersByTimeAsync(200);
      expect(await verdicts(backOff, 'a', 2)).toEqual(['go', 'TOO_MANY_REQUESTS']);
    }
  });

  it('SEC-A5 forgets a key that succeeded, and touches no other', async () => {
    const backOff = make();
    await verdicts(backOff, 'a', 4);
    await backOff.succeed('a');
    expect(await verdicts(backOff, 'a', 3)).toEqual(['go', 'go', 'go']);
    expect(await verdicts(backOff, 'b', 1)).toEqual(['go']);
  });
});
