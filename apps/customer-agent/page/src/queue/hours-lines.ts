import type { Language } from '@relevo/contracts';
import type { OpeningHours } from '@relevo/domain';
import { minuteClock, weekday } from '@relevo/ui';

/** Opening hours as lines such as `Monday – Friday` `09:00–17:00`; days that are alike stand together. */
export const hoursLines = (
  { spans }: OpeningHours,
  language: Language,
): { readonly days: string; readonly times: string }[] => {
  const ofDay = (day: number): string =>
    spans
      .filter((span) => span.day === day)
      .toSorted((a, b) => a.from - b.from)
      .map(({ from, to }) => `${minuteClock(from)}–${minuteClock(to)}`)
      .join(', ');
  const runs: { first: number; last: number; times: string }[] = [];
  for (let day = 1; day <= 7; day += 1) {
    const times = ofDay(day);
    const before = runs.at(-1);
    if (before?.last === day - 1 && before.times === times) before.last = day;
    else if (times !== '') runs.push({ first: day, last: day, times });
  }
  return runs.map(({ first, last, times }) => ({
    days:
      first === last ? weekday(first, language) : `${weekday(first, language)} – ${weekday(last, language)}`,
    times,
  }));
};
