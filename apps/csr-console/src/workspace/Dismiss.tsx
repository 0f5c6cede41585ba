import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import panelCss from './panel/panel.module.css';

/** Puts a notice away. */
export const Dismiss = ({ onClick }: { onClick: () => void }) => {
  const { t } = useTranslation('console');
  return (
    <button type="button" className={panelCss.iconButton} aria-label={t('banner.dismiss')} onClick={onClick}>
      <IconX size={16} stroke={1.75} aria-hidden="true" />
    </button>
  );
};
