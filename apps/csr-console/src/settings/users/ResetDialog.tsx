import { Button, Checkbox } from '@mantine/core';
import type { ChangedAccount, ManagedAccount } from '@relevo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Takes password, second step or both away from somebody who cannot get in any more. */
export const ResetDialog = ({
  account: { id, name, secondStep: has },
  onClose,
}: {
  account: ManagedAccount;
  onClose: (change?: ChangedAccount) => void;
}) => {
  const { t } = useTranslation(['accounts', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const [password, setPassword] = useState(true);
  const [secondStep, setSecondStep] = useState(false);
  const reset = (): void => {
    void run(async () => {
      const change = await rest.resetAccount(id, { password, secondStep });
      if (!change.link) notices.done(t('users.done.reset', { name }));
      onClose(change);
    });
  };
  return (
    <Dialog opened onClose={() => onClose()} title={t('users.resetTitle', { name })} size={480}>
      <div className={css.form}>
        <p className={css.text}>{t('users.resetText', { name })}</p>
        <Checkbox
          label={t('users.resetPassword')}
          checked={password}
          onChange={(event) => setPassword(event.currentTarget.checked)}
        />
        {has && (
          <Checkbox
            label={t('users.resetStep')}
            checked={secondStep}
            onChange={(event) => setSecondStep(event.currentTarget.checked)}
          />
        )}
        <p className={css.text}>{t('users.resetSure', { name })}</p>
        <Refusal problem={problem} />
        <div className={css.buttons}>
          <Button variant="default" data-autofocus onClick={() => onClose()}>
            {t('common:cancel')}
          </Button>
          <Button loading={busy} disabled={!password && !secondStep} onClick={reset}>
            {t('users.resetDo')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
