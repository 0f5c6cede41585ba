import type { Language } from '@relevo/contracts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Time on the clock, as `14:02`. */
export const clock = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** Day and time in full, for titles on hover. */
export const dateTime = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(at);

/** How long something has run, as `00:14:32`; never negative. */
export const stopwatch = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

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
