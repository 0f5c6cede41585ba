import { Button } from '@mantine/core';
import type { ChangedAccount, ManagedAccount } from '@relevo/contracts';
import { dateTime, useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { CopyButton } from '../../workspace/dialogs/CopyButton';
import css from '../settings.module.css';
import own from './users.module.css';

/** Shows a one-time link, once, to be handed to the account's owner. */
export const LinkDialog = ({
  account: { name },
  link,
  onClose,
}: {
  account: ManagedAccount;
  link: NonNullable<ChangedAccount['link']>;
  onClose: () => void;
}) => {
  const { t } = useTranslation('accounts');
  const { language } = useLanguage();
  return (
    <Dialog opened onClose={onClose} title={t('users.link')} size={520} closeOnClickOutside={false}>
      <div className={css.form}>
        <p className={css.text}>{t('users.linkText', { name, until: dateTime(link.expiresAt, language) })}</p>
        <div className={own.link}>
          <input
            readOnly
            data-autofocus
            aria-label={t('users.link')}
            value={link.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton text={link.url}>{t('users.copyLink')}</CopyButton>
        </div>
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('users.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
};
