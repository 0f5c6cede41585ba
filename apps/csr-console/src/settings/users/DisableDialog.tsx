import { Button } from '@mantine/core';
import type { ChangedAccount, ManagedAccount } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Asks once before everything that an account has open ends. */
export const DisableDialog = ({
  account: { id, name },
  onClose,
}: {
  account: ManagedAccount;
  onClose: (change?: ChangedAccount) => void;
}) => {
  const { t } = useTranslation(['accounts', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const disable = (): void => {
    void run(async () => {
      const change = await rest.disableAccount(id);
      notices.done(t('users.done.disable', { name }));
      onClose(change);
    });
  };
  return (
    <Dialog opened onClose={() => onClose()} title={t('users.disableTitle', { name })} size={440}>
      <div className={css.form}>
        <p className={css.text}>{t('users.disableText', { name })}</p>
        <Refusal problem={problem} />
        <div className={css.buttons}>
          <Button variant="default" data-autofocus onClick={() => onClose()}>
            {t('common:cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={disable}>
            {t('users.disableDo')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
