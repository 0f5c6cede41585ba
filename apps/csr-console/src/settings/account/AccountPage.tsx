import { useTranslation } from 'react-i18next';
import { useTitle } from '../../app/use-title';
import css from '../settings.module.css';
import { DefaultsSection } from './DefaultsSection';
import { PasswordSection } from './PasswordSection';
import { SecondStepSection } from './SecondStepSection';
import { SignInsSection } from './SignInsSection';
import { StartSection } from './StartSection';
import { ZoneSection } from './ZoneSection';

/** A person's own account: password, two-step sign-in, sign-ins. */
export const AccountPage = () => {
  const { t } = useTranslation('accounts');
  useTitle(t('own.title'));
  return (
    <main className={css.page}>
      <div className={css.in}>
        <h1>{t('own.title')}</h1>
        <p className={css.lead}>{t('own.lead')}</p>
        <div className={css.card}>
          <StartSection />
          <ZoneSection />
          <PasswordSection />
          <SecondStepSection />
          <DefaultsSection />
          <SignInsSection />
        </div>
      </div>
    </main>
  );
};
