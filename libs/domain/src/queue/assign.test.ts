import { runs } from '@relevo/testing';
import fc from 'fast-check';
import { AVAILABILITIES, type Candidate, chooseFor, isFree } from '../index';

const candidate = (accountId: string, over: Partial<Candidate> = {}): Candidate => ({
  accountId,
  supervisor: false,
  state: 'ready',
  capacity: 2,
  load: 0,
  reachable: true,
  lastGivenAt: 0,
  ...over,
});
const ANA = candidate('ana', { lastGivenAt: 300 });
const LUCA = candidate('luca', { lastGivenAt: 200, load: 1 });
const ZOE = candidate('zoe', { lastGivenAt: 100, load: 1 });
const ALL = [ANA, LUCA, ZOE];
const of = (assignment: 'everybody' | 'mostIdle' | 'roundRobin', servedBy: string[] | null = null) => ({
  assignment,
  servedBy,
});

describe('W5 giving customers out', () => {
  test('where everybody picks nobody is given any', () => {
    expect(chooseFor(of('everybody'), ALL, [])).toBeNull();
  });

  test('most idle: who has the fewest customers, and of those who had none for the longest time', () => {
    expect(chooseFor(of('mostIdle'), ALL, [])).toBe('ana');
    expect(chooseFor(of('mostIdle'), [LUCA, ZOE], [])).toBe('zoe');
  });

  test('in turn: who had none for the longest time, however many they have', () => {
    expect(chooseFor(of('roundRobin'), ALL, [])).toBe('zoe');
  });

  test('who is not ready, not there, full, or not of this queue is passed over', () => {
    const queue = of('mostIdle', ['ana']);
    expect(chooseFor(queue, [ANA], [])).toBe('ana');
    for (const over of [
      { state: 'away' },
      { state: 'busy' },
      { state: 'wrapUp' },
      { reachable: false },
      { load: 2 },
      { accountId: 'luca' },
    ] as const)
      expect(chooseFor(queue, [{ ...ANA, ...over }], [])).toBeNull();
  });

  test('of two who are alike always the same one, in whatever order they are looked at', () => {
    const [one, other] = [candidate('a'), candidate('b')];
    for (const both of [
      [one, other],
      [other, one],
    ])
      expect(chooseFor(of('roundRobin'), both, [])).toBe('a');
  });

  test('who let it pass is asked again only when all others have', () => {
    expect(chooseFor(of('roundRobin'), ALL, ['zoe'])).toBe('luca');
    expect(chooseFor(of('roundRobin'), ALL, ['zoe', 'luca', 'ana'])).toBe('zoe');
  });

  const people = fc.uniqueArray(
    fc.record({
      accountId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      supervisor: fc.boolean(),
      state: fc.constantFrom(...AVAILABILITIES),
      capacity: fc.integer({ min: 1, max: 3 }),
      load: fc.nat(4),
      reachable: fc.boolean(),
      lastGivenAt: fc.nat(5),
    }),
    { selector: ({ accountId }) => accountId },
  );

  test('property: somebody is chosen exactly when somebody is free, they are free, and the order of the list is nothing', () => {
    fc.assert(
      fc.property(
        people,
        fc.constantFrom('mostIdle' as const, 'roundRobin' as const),
        fc.option(fc.subarray(['a', 'b', 'c']), { nil: null }),
        fc.subarray(['a', 'b', 'c', 'd']),
        (all, assignment, servedBy, passed) => {
          const queue = { assignment, servedBy };
          const chosen = chooseFor(queue, all, passed);
          const free = all.filter((one) => isFree(queue, one));
          expect(chosen !== null).toBe(free.length > 0);
          expect(chooseFor(queue, all.toReversed(), passed)).toBe(chosen);
          if (chosen === null) return;
          expect(free.map(({ accountId }) => accountId)).toContain(chosen);
          if (free.some(({ accountId }) => !passed.includes(accountId))) expect(passed).not.toContain(chosen);
        },
      ),
      { numRuns: runs(2000) },
    );
  });

  test('property: however many come, nobody is given more than they take, and in turn nobody is given two before a free colleague one', () => {
    fc.assert(
      fc.property(people, fc.nat(20), (all, customers) => {
        const queue = of('roundRobin');
        let now = 10;
        let seats = all;
        const given: string[] = [];
        for (let n = 0; n < customers; n += 1) {
          const chosen = chooseFor(queue, seats, []);
          if (chosen === null) break;
          given.push(chosen);
          now += 1;
          const at = now;
          seats = seats.map((one) =>
            one.accountId === chosen ? { ...one, load: one.load + 1, lastGivenAt: at } : one,
          );
        }
        for (const { accountId, load } of seats) {
          const before = all.find((one) => one.accountId === accountId);
          const capacity = Math.max(before?.capacity ?? 0, before?.load ?? 0);
          expect(load).toBeLessThanOrEqual(capacity);
        }
        given.forEach((one, at) => {
          const last = given.lastIndexOf(one, at - 1);
          if (at === 0 || last < 0) return;
          const between = new Set(given.slice(last + 1, at));
          const others = all.filter(
            (other) =>
              other.accountId !== one &&
              isFree(queue, {
                ...other,
                load: other.load + given.slice(0, at).filter((id) => id === other.accountId).length,
              }),
          );
          for (const { accountId } of others) expect(between).toContain(accountId);
        });
      }),
      { numRuns: runs(1000) },
    );
  });
});
