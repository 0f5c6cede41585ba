import { Button, Radio } from '@mantine/core';
import { colleaguesHere } from '@relevo/domain';
import { firstName } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { customerOf } from '../../session/customer';
import { isReachable } from '../../session/reachable';
import { useCommand } from '../use-command';
import { useSession, useWork } from '../use-work';
import css from './dialogs.module.css';
import { ReasonField } from './ReasonField';

/** W41: to whom, and why; the customer is told of the change and never of the reason. */
export const TransferDialog = ({
  to,
  onClose,
}: {
  /** Whom it was opened for; '' = nobody yet. */
  to: string;
  onClose: () => void;
}) => {
  const { t } = useTranslation(['console', 'common']);
  const { client } = useWork();
  const snapshot = useSession();
  const { session, me } = snapshot;
  const run = useCommand();
  const others = colleaguesHere(session, me?.id);
  const [chosen, setChosen] = useState(to || (others.length === 1 ? (others[0]?.id ?? '') : ''));
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const customer = customerOf(session);
  const ready = others.some(({ id }) => id === chosen) && reason.trim() !== '';
  const transfer = (): void => {
    setBusy(true);
    run(client.command('control.transfer', { participantId: chosen, reason: reason.trim() }), ({ ok }) => {
      setBusy(false);
      if (ok) onClose();
    });
  };
  return (
    <Dialog opened onClose={onClose} title={t('transfer.title')} size={480}>
      <p className={css.text}>
        {customer ? t('transfer.text', { name: firstName(customer.name) }) : t('transfer.textNobody')}
      </p>
      <Radio.Group mt="md" label={t('transfer.to')} value={chosen} onChange={setChosen}>
        <div className={css.choices}>
          {others.map(({ id, name }) => (
            <Radio
              key={id}
              value={id}
              label={name}
              description={isReachable(snapshot, id) ? undefined : t('people.unreachable')}
            />
          ))}
        </div>
      </Radio.Group>
      <ReasonField value={reason} onChange={setReason} />
      <div className={css.buttons}>
        <Button variant="default" size="md" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button size="md" loading={busy} disabled={!ready} onClick={transfer}>
          {t('transfer.do')}
        </Button>
      </div>
    </Dialog>
  );
};
