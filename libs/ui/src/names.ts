import type { Language, Translations } from '@relevo/contracts';

/** What something of the site's lists is called in a language; without words of its own it is called what it is. */
export const nameIn = (language: Language, { name, names }: { name: string; names: Translations }): string =>
  names[language] ?? name;
