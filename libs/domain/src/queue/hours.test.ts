import { runs } from '@relevo/testing';
import fc from 'fast-check';
import { isOpen, nextOpening, type OpeningHours, type OpenSpan, QUARTER, wallClock } from '../index';

const ALWAYS: OpeningHours = { zone: 'UTC', spans: [] };

const at = (iso: string): number => Date.parse(iso);
const QUARTER_MS = QUARTER * 60_000;
const WEEK = [1, 2, 3, 4, 5];
const office = (zone: string) => ({ zone, spans: WEEK.map((day) => ({ day, from: 540, to: 1020 })) });

describe('W5 opening hours', () => {
  test('without a span it is always open', () => {
    expect(isOpen(ALWAYS, at('2026-11-27T03:00Z'))).toBe(true);
    expect(nextOpening(ALWAYS, at('2026-11-27T03:00Z'))).toBeNull();
  });

  test('are those of a clock on a wall: open from the first minute, closed from the last', () => {
    const madrid = office('Europe/Madrid');
    // A Friday in winter, one hour ahead of UTC.
    expect(isOpen(madrid, at('2026-11-27T07:59:59Z'))).toBe(false);
    expect(isOpen(madrid, at('2026-11-27T08:00:00Z'))).toBe(true);
    expect(isOpen(madrid, at('2026-11-27T15:59:59Z'))).toBe(true);
    expect(isOpen(madrid, at('2026-11-27T16:00:00Z'))).toBe(false);
    expect(nextOpening(madrid, at('2026-11-27T16:00:00Z'))).toBe(at('2026-11-30T08:00Z'));
  });

  test('stay at the same hour of the wall when the clocks change', () => {
    const madrid = office('Europe/Madrid');
    expect(nextOpening(madrid, at('2026-03-27T18:00Z'))).toBe(at('2026-03-30T07:00Z'));
    expect(nextOpening(madrid, at('2026-10-23T18:00Z'))).toBe(at('2026-10-26T08:00Z'));
  });

  test('go over midnight into the next day, also from Sunday to Monday', () => {
    const night = { zone: 'America/New_York', spans: [{ day: 7, from: 1320, to: 360 }] };
    expect(isOpen(night, at('2026-11-30T02:59:00Z'))).toBe(false);
    expect(isOpen(night, at('2026-11-30T03:00:00Z'))).toBe(true);
    expect(isOpen(night, at('2026-11-30T10:59:59Z'))).toBe(true);
    expect(isOpen(night, at('2026-11-30T11:00:00Z'))).toBe(false);
    expect(isOpen(night, at('2026-12-01T04:00:00Z'))).toBe(false);
  });

  test('from midnight to midnight are a whole day, and no other', () => {
    const day = { zone: 'UTC', spans: [{ day: 5, from: 0, to: 0 }] };
    expect(isOpen(day, at('2026-11-27T00:00Z'))).toBe(true);
    expect(isOpen(day, at('2026-11-27T23:59Z'))).toBe(true);
    expect(isOpen(day, at('2026-11-28T00:00Z'))).toBe(false);
    expect(isOpen(day, at('2026-11-26T23:59Z'))).toBe(false);
  });

  test('an opening that a change of the clocks takes away comes a week later', () => {
    // Clocks go from 2:00 to 3:00 on this Sunday: there is no 2:30.
    const gone = { zone: 'Europe/Rome', spans: [{ day: 7, from: 120, to: 180 }] };
    expect(nextOpening(gone, at('2026-03-29T00:30Z'))).toBe(at('2026-04-05T00:00Z'));
  });

  test('property: the next opening is the first open quarter of an hour, in any zone, over any change of clocks', () => {
    const span: fc.Arbitrary<OpenSpan> = fc.record({
      day: fc.integer({ min: 1, max: 7 }),
      from: fc.nat(95).map((quarter) => quarter * QUARTER),
      to: fc.nat(96).map((quarter) => quarter * QUARTER),
    });
    const zones = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
    // Two days before each of the changes of that year in these places, to two days after.
    const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(span, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...changes),
        fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }),
        (zone, spans, day, shift) => {
          const hours = { zone, spans };
          const now = at(`${day}T00:00Z`) + shift;
          const next = nextOpening(hours, now);
          if (isOpen(hours, now)) {
            expect(next).toBeNull();
            return;
          }
          const end = next ?? now + 7 * 86_400_000;
          for (let t = now; t < end; t += QUARTER_MS / 3) expect(isOpen(hours, t)).toBe(false);
          if (next === null) return;
          expect(isOpen(hours, next)).toBe(true);
          expect(isOpen(hours, next - 1)).toBe(false);
          const { minute } = wallClock(zone, next);
          expect(minute % QUARTER).toBe(0);
        },
      ),
      { numRuns: runs(150) },
    );
  });
});
