import { createI18n } from '@relevo/i18n';
import { languageOf } from './language-of';

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/**
 * Shown instead of our pages when a browser came over plain HTTP and not from this machine: it would give them neither
 * keys nor camera nor screen. It loads nothing: `style` is not allowed to our pages.
 */
export const insecurePage = (acceptLanguage: string | undefined, host: string): string => {
  const language = languageOf(acceptLanguage);
  const { t } = createI18n(language);
  const says = (key: 'insecure.title' | 'insecure.visitor' | 'insecure.operator'): string =>
    escapeHtml(t(key, { host }));
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${says('insecure.title')}</title></head>
<body><h1>${says('insecure.title')}</h1>
<p>${says('insecure.visitor')}</p>
<p>${says('insecure.operator')}</p></body></html>
`;
};
