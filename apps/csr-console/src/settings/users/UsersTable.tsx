import type { ChangedAccount, ManagedAccount } from '@relevo/contracts';
import { isActiveAdministrator } from '@relevo/domain';
import { Avatar, dateTime, useLanguage } from '@relevo/ui';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { UserActions } from './UserActions';
import css from './users.module.css';

/** Accounts in rows, with what can be done to each. */
export const UsersTable = ({
  accounts,
  active,
  ownId,
  onChanged,
}: {
  accounts: readonly ManagedAccount[];
  /** All accounts: among them are those in charge. */
  active: readonly ManagedAccount[];
  ownId: string;
  onChanged: (change: ChangedAccount) => void;
}) => {
  const { t } = useTranslation(['accounts', 'console', 'common']);
  const { language } = useLanguage();
  const administrators = active.filter(isActiveAdministrator).length;
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('users.name')}</th>
          <th scope="col">{t('users.role')}</th>
          <th scope="col">{t('users.state')}</th>
          <th scope="col">{t('users.lastSignIn')}</th>
          <th aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id} data-state={account.state}>
            <th scope="row">
              <div className={css.who}>
                <Avatar name={account.name} size={32} />
                <div>
                  <b className="rv-ellipsis">
                    {account.name}
                    {account.id === ownId && <span> ({t('common:you')})</span>}
                  </b>
                  <small className="rv-ellipsis">{account.email}</small>
                </div>
              </div>
            </th>
            <td>{t(`console:account.role.${account.role}`)}</td>
            <td>
              <span className={css.state}>
                {t(`users.state.${account.state}`)}
                {account.secondStep && (
                  <IconShieldCheck size={16} stroke={1.75} role="img" aria-label={t('users.twoStep')} />
                )}
              </span>
            </td>
            <td className="rv-num">
              {account.lastSignInAt === null ? t('users.never') : dateTime(account.lastSignInAt, language)}
            </td>
            <td>
              <UserActions
                account={account}
                ownId={ownId}
                administrators={administrators}
                onChanged={onChanged}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
