import type { ErrorCode, Language } from '@relevo/contracts';
import { createI18n } from '@relevo/i18n';

export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const known = new Map<Language, Translate>();

/** Translations of the agent's area; made once per language, because the window is drawn several times a second. */
export const translator = (language: Language): Translate => {
  const translate = known.get(language) ?? createI18n(language).getFixedT(language, 'agent');
  known.set(language, translate);
  return translate;
};

/** The sentence for an error of the server. */
export const refusalText = (language: Language, code: ErrorCode): string =>
  createI18n(language).getFixedT(language, 'refusals')(code);

/** The name by which people call somebody. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

/** At most two capitals for a name. */
export const initialsOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('');

/** Minutes and seconds (`8:41`), never below nothing. */
export const leftText = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const clocks = new Map<Language, Intl.DateTimeFormat>();

/** A time of day, in 24 hours. Its formatter is dear to make, and the window is drawn several times a second. */
export const timeText = (at: number, language: Language): string => {
  const clock =
    clocks.get(language) ??
    new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(language, clock);
  return clock.format(at);
};
