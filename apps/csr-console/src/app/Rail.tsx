import { Tooltip } from '@mantine/core';
import type { AccountView } from '@relevo/contracts';
import { Logo, useSnapshot } from '@relevo/ui';
import { IconHelp, IconHome, IconSettings } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './AccountMenu';
import css from './frame.module.css';
import { KeysSheet } from './KeysSheet';
import { SessionsLink } from './SessionsLink';
import { useDesk } from './use-desk';
import { useKeys } from './use-keys';

/** The narrow bar at the left: where one can go from anywhere. */
export const Rail = ({ account }: { account: AccountView }) => {
  const { t } = useTranslation('console');
  const [keysOpen, setKeysOpen] = useState(false);
  const { open } = useSnapshot(useDesk().tabs);
  const navigate = useNavigate();
  const toTab = (sessionId: string) => (): void =>
    void navigate({ to: '/sessions/$sessionId', params: { sessionId } });
  useKeys({
    '?': () => setKeysOpen(true),
    h: () => void navigate({ to: '/' }),
    ...Object.fromEntries(open.slice(0, 9).map((id, index) => [String(index + 1), toTab(id)])),
  });
  return (
    <nav className={css.rail} aria-label={t('nav.main')}>
      <div className={css.mark}>
        <Logo />
      </div>
      <Tooltip label={t('nav.home')} position="right">
        <Link to="/" className={css.item} aria-label={t('nav.home')} activeOptions={{ exact: true }}>
          <IconHome size={20} stroke={1.75} aria-hidden="true" />
        </Link>
      </Tooltip>
      <SessionsLink />
      <span className={css.push} />
      <Tooltip label={`${t('nav.keys')}  ?`} position="right">
        <button
          type="button"
          className={css.item}
          aria-label={t('nav.keys')}
          onClick={() => setKeysOpen(true)}
        >
          <IconHelp size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </Tooltip>
      {account.role === 'administrator' && (
        <Tooltip label={t('nav.settings')} position="right">
          <Link to="/settings" className={css.item} aria-label={t('nav.settings')}>
            <IconSettings size={20} stroke={1.75} aria-hidden="true" />
          </Link>
        </Tooltip>
      )}
      <AccountMenu account={account} />
      <KeysSheet opened={keysOpen} onClose={() => setKeysOpen(false)} />
    </nav>
  );
};
