import { LANGUAGES } from '@relevo/contracts';
import { LANGUAGE_NAMES, Logo, useLanguage } from '@relevo/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './auth.module.css';

/** What pages before the sign-in have in common: mark, one card, languages. */
export const AuthFrame = ({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children?: ReactNode;
}) => {
  const { t } = useTranslation('common');
  const { language, setLanguage } = useLanguage();
  return (
    <div className={css.page}>
      <main className={css.card}>
        <div className={css.mark}>
          <Logo />
          <span aria-hidden="true">Relevo</span>
        </div>
        <h1>{title}</h1>
        <p className={css.lead}>{lead}</p>
        {children}
      </main>
      <div className={css.foot} role="group" aria-label={t('language')}>
        {LANGUAGES.map((one) => (
          <button
            key={one}
            type="button"
            lang={one}
            className={css.language}
            aria-pressed={one === language}
            onClick={() => setLanguage(one)}
          >
            {LANGUAGE_NAMES[one]}
          </button>
        ))}
      </div>
    </div>
  );
};
