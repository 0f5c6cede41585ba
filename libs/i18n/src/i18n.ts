import type { Language } from '@relevo/contracts';
import { createInstance, type i18n } from 'i18next';
import { en } from './catalogues/en';
import { es } from './catalogues/es';
import { it } from './catalogues/it';

export const catalogues = { en, es, it } as const satisfies Record<Language, unknown>;
export type Catalogue = typeof en;
export type Area = keyof Catalogue;

/** A fresh i18next with all three languages; areas are its namespaces (`t('customer:join.title')`). */
export const createI18n = (language: Language): i18n => {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    ns: Object.keys(en),
    defaultNS: 'common',
    resources: catalogues,
    keySeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
};

/** The language of ours that fits a list of wishes such as `navigator.languages` best. */
export const pickLanguage = (wishes: readonly string[]): Language =>
  wishes.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag): tag is Language => tag in catalogues) ??
  'en';
