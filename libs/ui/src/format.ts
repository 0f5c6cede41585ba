import type { Language } from '@relevo/contracts';
import { chosenZone } from './time-zone';

const two = (value: number): string => String(value).padStart(2, '0');

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es', it: 'it' };

/** Making one costs a hundred times what saying a moment with it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Says a moment as this page shows moments: in the person's language and, if `how` names no other, their time zone. */
export const inWords = (at: number, language: Language, how: Intl.DateTimeFormatOptions): string => {
  const options = { timeZone: chosenZone(), ...how };
  // The browser's own zone moves with a traveller; asking for its name costs as much as a new format.
  const key = JSON.stringify([language, options, new Date().getTimezoneOffset()]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], options);
  formats.set(key, format);
  return format.format(at);
};

/** A minute of the day on the clock, as `09:30`. */
export const minuteClock = (minute: number): string =>
  `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;

/** The name of a day of the week, 1 = Monday. */
export const weekday = (day: number, language: Language): string =>
  // 1 January 2024 was a Monday.
  inWords(Date.UTC(2024, 0, day), language, { weekday: 'long', timeZone: 'UTC' });

/** Time on the clock, as `14:02`. */
export const clock = (at: number, language: Language): string =>
  inWords(at, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Time on the clock to the second. */
export const clockSeconds = (at: number, language: Language): string =>
  inWords(at, language, { timeStyle: 'medium' });

/** Day and time in full, for titles on hover. */
export const dateTime = (at: number, language: Language): string =>
  inWords(at, language, { dateStyle: 'medium', timeStyle: 'medium' });

/** Day and minute, for lists. */
export const dayAndTime = (at: number, language: Language): string =>
  inWords(at, language, { dateStyle: 'medium', timeStyle: 'short' });

/** The day in full, with its name. */
export const wholeDay = (at: number, language: Language): string =>
  inWords(at, language, { dateStyle: 'full' });

/** How long something has run, as `00:14:32`; never negative. */
export const stopwatch = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** The same for a span that may not be known. */
export const span = (milliseconds: number | null): string =>
  milliseconds === null ? '–' : stopwatch(milliseconds);

/** How long something still lasts in whole seconds, as `8:41` or `1:02:03`; never negative. */
export const countdown = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
};

/** Whole minutes of a span, at least 0. */
export const wholeMinutes = (milliseconds: number): number => Math.max(0, Math.floor(milliseconds / 60_000));

/** Nine digits in groups of three, as they are read out; anything else unchanged. */
export const groupDigits = (digits: string, separator = ' '): string =>
  /^\d{9}$/.test(digits) ? (digits.match(/\d{3}/g) ?? []).join(separator) : digits;

/** Bits per second in the unit that a person compares, as `1.2 Mbit/s`. */
export const bitRate = (bitsPerSecond: number, language: Language): string => {
  const mega = bitsPerSecond >= 1_000_000;
  const value = bitsPerSecond / (mega ? 1_000_000 : 1000);
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: mega ? 1 : 0 }).format(value);
  return `${number} ${mega ? 'Mbit/s' : 'kbit/s'}`;
};
