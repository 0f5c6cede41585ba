import type { TFunction } from 'i18next';
import type { ConsoleKey, Sentence } from './sentence';

/** Puts a sentence into words. */
export const say = (t: TFunction<'console'>, { key, values, texts }: Sentence): string => {
  // Which values a text takes is checked by its test, for every type of event; the types see only the union of all.
  const word = t as unknown as (key: ConsoleKey, values?: Record<string, string | number>) => string;
  const inner = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, word(text)]));
  return word(key, { ...values, ...inner });
};
