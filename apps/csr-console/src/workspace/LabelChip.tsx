import { IconPencil, IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAbilities, useSession } from './use-work';
import css from './workspace.module.css';

/** What the session is by the site's lists (W7); its owner changes it here, all others read it. */
export const LabelChip = ({ onLabel }: { onLabel: () => void }) => {
  const { t } = useTranslation('starts');
  const { labels } = useSession().session;
  const may = useAbilities()['session.label'] === null;
  const words = [labels?.sessionType?.name, labels?.trackingCode?.code].filter(Boolean).join(' · ');
  if (!may)
    return words === '' ? null : (
      <span className={`${css.meta} rv-ellipsis`} title={labels?.trackingCode?.label}>
        <IconTag size={16} stroke={1.75} aria-hidden="true" />
        {words}
      </span>
    );
  return (
    <button
      type="button"
      className={css.chip}
      title={labels?.trackingCode?.label || t('label.button')}
      aria-label={words === '' ? t('label.button') : `${t('label.button')}: ${words}`}
      onClick={onLabel}
    >
      <IconTag size={16} stroke={1.75} aria-hidden="true" />
      <span className="rv-ellipsis">{words || t('label.button')}</span>
      <IconPencil size={14} stroke={1.75} aria-hidden="true" />
    </button>
  );
};
