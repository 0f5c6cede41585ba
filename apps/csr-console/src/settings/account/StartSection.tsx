import { useTranslation } from 'react-i18next';
import { AutoInvite } from '../../app/AutoInvite';

/** What happens by itself when this CSR starts a session (W10). */
export const StartSection = () => {
  const { t } = useTranslation('sending');
  return (
    <section aria-labelledby="auto-title">
      <h2 id="auto-title">{t('auto.title')}</h2>
      <AutoInvite />
    </section>
  );
};
