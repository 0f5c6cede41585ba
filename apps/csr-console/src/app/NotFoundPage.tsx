import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from './frame.module.css';

/** An address of ours that leads nowhere. */
export const NotFoundPage = () => {
  const { t } = useTranslation(['refusals', 'console']);
  return (
    <main className={css.center}>
      <p>{t('NOT_FOUND')}</p>
      <Link to="/">{t('console:session.goHome')}</Link>
    </main>
  );
};
