import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../app/use-signed-in';
import { settingsPages } from './pages';
import css from './settings.module.css';

/** What can be set: one's own account, and for administrators the site, its people and the record of changes. */
export const SettingsFrame = () => {
  const { t } = useTranslation('accounts');
  const signedIn = useSignedIn();
  const pages = signedIn.status === 'in' ? settingsPages(signedIn.account.role) : [];
  return (
    <div className={css.frame}>
      <nav className={css.nav} aria-label={t('nav.label')}>
        {pages.map(({ to, label }) => (
          <Link key={to} to={to} activeOptions={{ exact: true }}>
            {t(label)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
};
