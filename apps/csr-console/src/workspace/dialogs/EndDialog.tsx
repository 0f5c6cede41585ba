import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerOf } from '../../session/customer';
import { useCommand } from '../use-command';
import { useSession, useWork } from '../use-work';
import css from './dialogs.module.css';

/** Asks once before the session ends for everyone (W44). */
export const EndDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation(['console', 'common']);
  const { client } = useWork();
  const { session } = useSession();
  const run = useCommand();
  const [ending, setEnding] = useState(false);
  const customer = customerOf(session);
  const end = (): void => {
    setEnding(true);
    run(client.command('session.end', {}), () => {
      setEnding(false);
      onClose();
    });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('end.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p className={css.text}>{customer ? t('end.text', { name: customer.name }) : t('end.textNobody')}</p>
      <div className={css.buttons}>
        <Button variant="default" size="md" data-autofocus onClick={onClose}>
          {t('end.back')}
        </Button>
        <Button color="red" size="md" loading={ending} onClick={end}>
          {t('end.confirm')}
        </Button>
      </div>
    </Modal>
  );
};
