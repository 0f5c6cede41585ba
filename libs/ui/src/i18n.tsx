import type { Language } from '@relevo/contracts';
import { LANGUAGES } from '@relevo/contracts';
import { type Catalogue, createI18n, pickLanguage } from '@relevo/i18n';
import type { i18n } from 'i18next';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { chosenZone, onShownZone } from './time-zone';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    resources: Catalogue;
  }
}

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Español',
  it: 'Italiano',
};

const STORED = 'relevo.language';

const isLanguage = (value: string | null): value is Language => LANGUAGES.some((known) => known === value);

/** Texts in the language that this browser chose before, or asks for. */
export const createTexts = (): i18n => {
  const stored = localStorage.getItem(STORED);
  return createI18n(isLanguage(stored) ? stored : pickLanguage(navigator.languages));
};

/** Changes the language at once and remembers it in this browser. */
export const changeLanguage = (texts: i18n, language: Language): void => {
  localStorage.setItem(STORED, language);
  void texts.changeLanguage(language);
};

/** Gives all below their texts, and tells the document its language (hyphens, screen readers). */
export const TextsProvider = ({ texts, children }: { texts: i18n; children: ReactNode }) => {
  useEffect(() => {
    const tell = (language: string): void => {
      document.documentElement.lang = language;
    };
    // The same person in another tab of this browser: one language everywhere.
    const follow = ({ key, newValue }: StorageEvent): void => {
      if (key === STORED && isLanguage(newValue)) void texts.changeLanguage(newValue);
    };
    tell(texts.language);
    texts.on('languageChanged', tell);
    window.addEventListener('storage', follow);
    return () => {
      texts.off('languageChanged', tell);
      window.removeEventListener('storage', follow);
    };
  }, [texts]);
  return <I18nextProvider i18n={texts}>{children}</I18nextProvider>;
};

/** The language on the page now, and how to change it; whoever says moments by it says them anew in another time zone. */
export const useLanguage = (): { language: Language; setLanguage: (language: Language) => void } => {
  const { i18n: texts } = useTranslation();
  useSyncExternalStore(onShownZone, chosenZone);
  return {
    language: isLanguage(texts.language) ? texts.language : 'en',
    setLanguage: (language) => changeLanguage(texts, language),
  };
};
