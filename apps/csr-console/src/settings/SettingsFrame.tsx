import { Link, Outlet } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../app/use-signed-in';
import { settingsGroups } from './pages';
import css from './settings.module.css';

/** What can be set: one's own account, and for administrators the site, its people and the record of changes. */
export const SettingsFrame = () => {
  const { t } = useTranslation('accounts');
  const signedIn = useSignedIn();
  const groups = signedIn.status === 'in' ? settingsGroups(signedIn.account.role) : [];
  const id = useId();
  return (
    <div className={css.frame}>
      <nav className={css.nav} aria-label={t('nav.label')}>
        {groups.map(({ label: group, pages }) => (
          <div key={group} className={css.group} role="group" aria-labelledby={id + group}>
            <h2 id={id + group}>{t(group)}</h2>
            {pages.map(({ to, label }) => (
              <Link key={to} to={to} activeOptions={{ exact: true }}>
                {t(label)}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <Outlet />
    </div>
  );
};
