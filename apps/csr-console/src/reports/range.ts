import { daysOf } from '@relevo/contracts';

const DAY_MS = 86_400_000;

/** The day that a moment is of, in a zone, as `2026-11-27`. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(at);

/** A day so many days before another; days have no zone, so no clock changes. */
export const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - count * DAY_MS).toISOString().slice(0, 10);

/** Days that are offered at a press. */
export const RANGES = [7, 30, 90] as const;

/** The last days, with today. */
export const lastDays = (count: number, today: string): { from: string; to: string } => ({
  from: daysBefore(today, count - 1),
  to: today,
});

/** How many days are looked at, if they are the last ones until today. */
export const countOf = ({ from, to }: { from: string; to: string }, today: string): number | undefined =>
  to === today ? daysOf(from, to).length : undefined;
