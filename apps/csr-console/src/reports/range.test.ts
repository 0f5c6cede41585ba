import { countOf, dayIn, daysBefore, lastDays } from './range';

test('a day is of a zone', () => {
  const at = Date.parse('2026-03-28T23:30:00Z');
  expect(dayIn('Europe/Madrid', at)).toBe('2026-03-29');
  expect(dayIn('UTC', at)).toBe('2026-03-28');
  expect(dayIn('America/Los_Angeles', at)).toBe('2026-03-28');
});

test('days before a day, over months and years', () => {
  expect(daysBefore('2026-03-29', 0)).toBe('2026-03-29');
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
  expect(daysBefore('2027-01-01', 1)).toBe('2026-12-31');
});

test('the last days have today among them', () => {
  const week = lastDays(7, '2026-03-29');
  expect(week).toEqual({ from: '2026-03-23', to: '2026-03-29' });
  expect(countOf(week, '2026-03-29')).toBe(7);
  expect(countOf(week, '2026-03-30')).toBeUndefined();
});
