import { Tooltip } from '@mantine/core';
import { Logo, useSnapshot } from '@relevo/ui';
import {
  IconChartBar,
  IconHelp,
  IconHistory,
  IconHome,
  IconLayoutDashboard,
  IconSearch,
  IconSettings,
} from '@tabler/icons-react';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AvailabilityMenu } from '../queue/AvailabilityMenu';
import { useStart } from '../starts/use-start';
import { AccountMenu } from './AccountMenu';
import css from './frame.module.css';
import { KeysSheet } from './KeysSheet';
import { openPalette, Palette } from './Palette';
import { SessionsLink } from './SessionsLink';
import { SHORTCUTS } from './shortcuts';
import type { StaffView } from './signed-in';
import { useCommandKeys, useCommands } from './use-commands';
import { useDesk } from './use-desk';
import { useKey } from './use-key';

/** The narrow bar at the left: where one can go from anywhere. */
export const Rail = ({ account }: { account: StaffView }) => {
  const { t } = useTranslation(['console', 'starts', 'history', 'reports', 'desk']);
  const [keysOpen, setKeysOpen] = useState(false);
  const { open } = useSnapshot(useDesk().tabs);
  const navigate = useNavigate();
  const settings = useRouterState({ select: ({ location }) => location.pathname.startsWith('/settings') });
  const { start, withDetails, dialog } = useStart();
  const toTab = (sessionId: string) => (): void =>
    void navigate({ to: '/sessions/$sessionId', params: { sessionId } });
  const home = useRouterState({ select: ({ location }) => location.pathname === '/' });
  useCommandKeys();
  useCommands([
    {
      id: 'start',
      label: t('keys.start'),
      ...(home && { shortcut: SHORTCUTS.start }),
      run: start,
    },
    {
      id: 'startWith',
      label: `${t('keys.start')}: ${t('starts:start.details')}`,
      ...(home && { shortcut: SHORTCUTS.startWith }),
      run: withDetails,
    },
    {
      id: 'goHome',
      label: t('keys.goHome'),
      shortcut: SHORTCUTS.goHome,
      run: () => void navigate({ to: '/' }),
    },
    { id: 'help', label: t('nav.keys'), shortcut: SHORTCUTS.help, run: () => setKeysOpen(true) },
  ]);
  useKey((key) => {
    const id = open[Number(key) - 1];
    if (id !== undefined) toTab(id)();
    return id !== undefined;
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
      <Tooltip label={t('history:nav')} position="right">
        <Link to="/history" className={css.item} aria-label={t('history:nav')}>
          <IconHistory size={20} stroke={1.75} aria-hidden="true" />
        </Link>
      </Tooltip>
      <Tooltip label={t('reports:nav')} position="right">
        <Link to="/reports" className={css.item} aria-label={t('reports:nav')}>
          <IconChartBar size={20} stroke={1.75} aria-hidden="true" />
        </Link>
      </Tooltip>
      {account.role === 'supervisor' && (
        <Tooltip label={t('desk:wall.title')} position="right">
          <Link to="/wall-board" className={css.item} aria-label={t('desk:wall.title')}>
            <IconLayoutDashboard size={20} stroke={1.75} aria-hidden="true" />
          </Link>
        </Tooltip>
      )}
      <Tooltip label={`${t('palette.title')}  ${SHORTCUTS.palette}`} position="right">
        <button
          type="button"
          className={css.item}
          aria-label={t('palette.title')}
          aria-keyshortcuts="Control+K"
          onClick={openPalette}
        >
          <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </Tooltip>
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
      <Tooltip label={t('nav.settings')} position="right">
        <Link
          to={account.role === 'administrator' ? '/settings' : '/settings/account'}
          className={css.item}
          data-active={settings || undefined}
          aria-label={t('nav.settings')}
        >
          <IconSettings size={20} stroke={1.75} aria-hidden="true" />
        </Link>
      </Tooltip>
      <AvailabilityMenu />
      <AccountMenu account={account} />
      <Palette role={account.role} />
      {dialog}
      <KeysSheet opened={keysOpen} onClose={() => setKeysOpen(false)} />
    </nav>
  );
};
