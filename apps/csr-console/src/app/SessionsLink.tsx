import { Tooltip } from '@mantine/core';
import { useSnapshot } from '@relevo/ui';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { unreadOf } from '../session/unread';
import { IconLive } from '../workspace/tools/icons';
import css from './frame.module.css';
import { useDesk, useHome } from './use-desk';

/** Back to the session that was in front last; shows how much is unread in all tabs. */
export const SessionsLink = () => {
  const { t } = useTranslation('console');
  const desk = useDesk();
  const { open, last, seen } = useSnapshot(desk.tabs);
  const { sessions } = useHome();
  const inside = useRouterState({ select: (state) => state.location.pathname.startsWith('/sessions/') });
  const target = last ?? open[0];
  if (!target) return null;
  const unread = sessions
    .filter((session) => open.includes(session.sessionId))
    .reduce((sum, session) => sum + unreadOf(session, seen[session.sessionId]), 0);
  const label = t('nav.sessions');
  return (
    <Tooltip label={label} position="right">
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: target }}
        className={css.item}
        aria-label={unread > 0 ? `${label}, ${t('session.unreadTab', { count: unread })}` : label}
        data-active={inside || undefined}
      >
        <IconLive size={20} />
        {unread > 0 && <span className={`${css.dot} rv-num`}>{unread > 99 ? '99+' : unread}</span>}
      </Link>
    </Tooltip>
  );
};
