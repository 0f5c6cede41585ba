import { Button } from '@mantine/core';
import type { ErrorCode } from '@relevo/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../app/Dialog';
import { codeOf } from '../app/notices';
import { RefusalText } from '../app/RefusalText';
import { useDesk } from '../app/use-desk';
import css from '../workspace/dialogs/dialogs.module.css';
import { ReasonField } from '../workspace/dialogs/ReasonField';

/** A supervisor takes over the session of an owner who is lost, and says why. */
export const TakeOverDialog = ({
  sessionId,
  owner,
  onClose,
}: {
  sessionId: string;
  owner: string;
  onClose: () => void;
}) => {
  const { t } = useTranslation(['console', 'common']);
  const { rest } = useDesk();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorCode>();
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      await rest.takeOver(sessionId, { reason });
      onClose();
      void navigate({ to: '/sessions/$sessionId', params: { sessionId } });
    } catch (error) {
      setProblem(codeOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog opened onClose={onClose} title={t('takeOver.title', { name: owner })} size={480}>
      <p className={css.text}>{t('takeOver.text', { name: owner })}</p>
      <ReasonField value={reason} onChange={setReason} />
      <RefusalText code={problem} className={css.problem} />
      <div className={css.buttons}>
        <Button variant="default" size="md" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button size="md" loading={busy} disabled={reason.trim() === ''} onClick={() => void take()}>
          {t('team.takeOver')}
        </Button>
      </div>
    </Dialog>
  );
};
