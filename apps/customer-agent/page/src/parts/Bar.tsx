import type { Language } from '@relevo/contracts';
import { LANGUAGES } from '@relevo/contracts';
import { LANGUAGE_NAMES, useLanguage, VisuallyHidden } from '@relevo/ui';
import { IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSite } from './site';

/** The bar above everything: whose page this is, and on the right the one thing that is always possible. */
export const Bar = ({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) => (
  <header className="bar">
    <div className={narrow ? 'bar-in bar-narrow' : 'bar-in'}>{children}</div>
  </header>
);

/** The organisation's logo, or its letter, and its name. */
export const Brand = ({ organisation }: { organisation: string }) => {
  const { logo } = useSite();
  return (
    <span className="brand">
      {logo === null ? (
        <i aria-hidden="true">{[...organisation][0]?.toLocaleUpperCase()}</i>
      ) : (
        <img className="brand-logo" src={logo} alt="" />
      )}
      <span className="brand-name">{organisation}</span>
    </span>
  );
};

/** Changes the language of the page at once. */
export const LanguageSwitch = () => {
  const { t } = useTranslation('customer');
  const { language, setLanguage } = useLanguage();
  return (
    <label className="language">
      <IconWorld size={20} aria-hidden="true" />
      <VisuallyHidden>{t('language')}</VisuallyHidden>
      <select value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
        {LANGUAGES.map((tag) => (
          <option key={tag} value={tag}>
            {LANGUAGE_NAMES[tag]}
          </option>
        ))}
      </select>
    </label>
  );
};
