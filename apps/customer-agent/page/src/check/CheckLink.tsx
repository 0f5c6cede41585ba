import { CHECK_PATH } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';

/** Leads to the check in a tab of its own: what goes on here goes on. */
export const CheckLink = () => {
  const { t } = useTranslation('check');
  return (
    <p className="check-link">
      <a href={CHECK_PATH} target="_blank" rel="noreferrer">
        {t('open')}
      </a>
    </p>
  );
};
