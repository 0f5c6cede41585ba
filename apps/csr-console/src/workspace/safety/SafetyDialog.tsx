import { Button } from '@mantine/core';
import { readableCode } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useRemote, useWork } from '../use-work';
import css from './safety.module.css';

/** Six digits to read aloud, and what the CSR says about them (SEC-C11). */
export const SafetyDialog = ({
  opened,
  name,
  onClose,
}: {
  opened: boolean;
  /** First name of the customer. */
  name: string;
  onClose: () => void;
}) => {
  const { t } = useTranslation('console');
  const { remote } = useWork();
  const { safety } = useRemote();
  const notices = useNotices();
  const { code, standing } = safety;
  const open = standing === 'unchecked' || standing === 'asked';
  const compared = (matches: boolean): void => {
    onClose();
    void remote.compared(matches).then((outcome) => {
      if (outcome && !outcome.ok) notices.refused(outcome.error.code);
    });
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('safety.title', { name })} size={440}>
      {standing !== 'differs' && <p className={css.text}>{t('safety.explain', { name })}</p>}
      {code !== undefined && (
        <output className={`${css.code} rv-num`} aria-label={t('safety.code')}>
          {readableCode(code)}
        </output>
      )}
      <p className={css.standing} data-standing={standing}>
        {code === undefined && open ? t('safety.none') : t(`safety.standing.${standing}`, { name })}
      </p>
      {code !== undefined && open && (
        <div className={css.buttons}>
          <Button variant="default" size="md" onClick={() => compared(false)}>
            {t('safety.no')}
          </Button>
          <Button variant="default" size="md" onClick={() => compared(true)}>
            {t('safety.yes')}
          </Button>
        </div>
      )}
    </Dialog>
  );
};
