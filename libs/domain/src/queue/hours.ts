/** Minutes of a day. */
const DAY = 1440;
/** Opening and closing times are whole quarters of an hour, as the offsets of all time zones are, in minutes. */
export const QUARTER = 15;
const QUARTER_MS = QUARTER * 60_000;
/** So far ahead an opening is looked for: a week, and a day for clocks that are put forward over one. */
const AHEAD = (8 * DAY) / QUARTER;

/** One opening of a week, in minutes of the day; `to` at or before `from` = until then on the day after. */
export interface OpenSpan {
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** When somebody is there, by the clock on the wall of one place. No span at all = always. */
export interface OpeningHours {
  /** IANA name, such as `Europe/Madrid`. */
  readonly zone: string;
  readonly spans: readonly OpenSpan[];
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, made);
  return made;
};

/** What the clock on the wall shows. @param now ms since the epoch */
export const wallClock = (zone: string, now: number): { day: number; minute: number } => {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: WEEKDAYS.indexOf(parts['weekday'] ?? '') + 1,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
};

const dayAfter = (day: number): number => (day % 7) + 1;

const covers = ({ day, from, to }: OpenSpan, now: { day: number; minute: number }): boolean => {
  if (from < to) return now.day === day && now.minute >= from && now.minute < to;
  return (now.day === day && now.minute >= from) || (now.day === dayAfter(day) && now.minute < to);
};

/** Whether somebody is there now (W5). @param now ms since the epoch */
export const isOpen = ({ zone, spans }: OpeningHours, now: number): boolean => {
  if (spans.length === 0) return true;
  const shown = wallClock(zone, now);
  return spans.some((span) => covers(span, shown));
};

/** The next moment at which it opens, ms since the epoch; null while it is open, and when there is none. */
export const nextOpening = (hours: OpeningHours, now: number): number | null => {
  if (isOpen(hours, now)) return null;
  const first = Math.floor(now / QUARTER_MS) + 1;
  for (let quarter = first; quarter <= first + AHEAD; quarter += 1)
    if (isOpen(hours, quarter * QUARTER_MS)) return quarter * QUARTER_MS;
  return null;
};
