import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../use-command';
import { useAbilities, useWork } from '../use-work';
import css from './dialogs.module.css';

/** What an owner can do instead of ending: park it, or hand it over (W43). */
export const EndWays = ({ onClose, onTransfer }: { onClose: () => void; onTransfer: () => void }) => {
  const { t } = useTranslation(['console', 'refusals']);
  const { client } = useWork();
  const can = useAbilities();
  const run = useCommand();
  const [busy, setBusy] = useState(false);
  const park = (): void => {
    setBusy(true);
    run(client.command('session.park', {}), () => {
      setBusy(false);
      onClose();
    });
  };
  const noTransfer = can['control.transfer'];
  return (
    <ul className={css.ways} aria-label={t('end.ways')}>
      {can['session.park'] === null && (
        <li>
          <div>
            <b>{t('end.parkTitle')}</b>
            <small>{t('end.parkText')}</small>
          </div>
          <Button variant="default" loading={busy} onClick={park}>
            {t('end.park')}
          </Button>
        </li>
      )}
      <li>
        <div>
          <b>{t('transfer.title')}</b>
          <small>{noTransfer ? t(noTransfer, { ns: 'refusals' }) : t('end.transferText')}</small>
        </div>
        <Button variant="default" disabled={noTransfer !== null} onClick={onTransfer}>
          {t('end.transfer')}
        </Button>
      </li>
    </ul>
  );
};
