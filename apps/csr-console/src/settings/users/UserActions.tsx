import { ActionIcon, Menu } from '@mantine/core';
import type { ChangedAccount, ManagedAccount } from '@relevo/contracts';
import { ACCOUNT_ROLES, type AccountChange, type AccountRole, mayChangeAccount } from '@relevo/domain';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { DisableDialog } from './DisableDialog';
import { ResetDialog } from './ResetDialog';

/** What can be done to one account; what cannot says why. */
export const UserActions = ({
  account,
  ownId,
  administrators,
  onChanged,
}: {
  account: ManagedAccount;
  ownId: string;
  administrators: number;
  onChanged: (change: ChangedAccount) => void;
}) => {
  const { t } = useTranslation(['accounts', 'console', 'refusals']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [dialog, setDialog] = useState<'reset' | 'disable'>();
  const whyNot = (change: AccountChange): string | undefined => {
    const reason = mayChangeAccount(ownId, account, change, administrators);
    return reason === null ? undefined : t(reason, { ns: 'refusals' });
  };
  const act = async (work: Promise<ChangedAccount>, done: string): Promise<void> => {
    try {
      onChanged(await work);
      notices.done(done);
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };
  const close = (change?: ChangedAccount): void => {
    setDialog(undefined);
    if (change) onChanged(change);
  };
  const item = (change: AccountChange) => {
    const reason = whyNot(change);
    return { disabled: reason !== undefined, title: reason };
  };
  const disabled = account.state === 'disabled';

  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('users.actions', { name: account.name })}>
            <IconDots size={18} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('users.role')}</Menu.Label>
          <Menu.RadioGroup
            value={account.role}
            onChange={(role) =>
              void act(rest.setRole(account.id, { role: role as AccountRole }), t('users.done.role'))
            }
          >
            {ACCOUNT_ROLES.map((role) => (
              <Menu.RadioItem
                key={role}
                value={role}
                {...(role !== account.role && item({ kind: 'role', role }))}
              >
                {t(`console:account.role.${role}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          {!disabled && (
            <Menu.Item {...item({ kind: 'reset' })} onClick={() => setDialog('reset')}>
              {t(account.state === 'invited' ? 'users.newLink' : 'users.reset')}
            </Menu.Item>
          )}
          {disabled ? (
            <Menu.Item
              {...item({ kind: 'enable' })}
              onClick={() =>
                void act(rest.enableAccount(account.id), t('users.done.enable', { name: account.name }))
              }
            >
              {t('users.enable')}
            </Menu.Item>
          ) : (
            <Menu.Item data-danger {...item({ kind: 'disable' })} onClick={() => setDialog('disable')}>
              {t('users.disable')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'reset' && <ResetDialog account={account} onClose={close} />}
      {dialog === 'disable' && <DisableDialog account={account} onClose={close} />}
    </>
  );
};
