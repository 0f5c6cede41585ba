import { createI18n } from '@relevo/i18n';
import { languageOf } from './language-of';

export const MANIFEST_PATH = '/manifest.webmanifest';

/** What the console is called when it is installed as a program, and that it can start a session from its icon (W4). */
export const manifest = (acceptLanguage: string | undefined): object => {
  const language = languageOf(acceptLanguage);
  const { t } = createI18n(language);
  return {
    name: 'Relevo',
    short_name: 'Relevo',
    lang: language,
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    icons: [{ src: '/icon.svg', type: 'image/svg+xml', sizes: 'any' }],
    shortcuts: [{ name: t('start.title', { ns: 'starts' }), url: '/start' }],
  };
};
