import { Tooltip } from '@mantine/core';
import type { SessionSnapshot } from '@relevo/client';
import { groupDigits, useNow, useSnapshot } from '@relevo/ui';
import { IconPlus, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useHome } from '../app/use-desk';
import { customerOf } from '../session/customer';
import { MarkIcon } from '../session/MarkIcon';
import { markOf } from '../session/mark';
import { unreadOf } from '../session/unread';
import { useStart } from '../starts/use-start';
import { useCloseTab } from './use-close-tab';
import css from './workspace.module.css';

/** All sessions that are open in this console. They stay live behind; closing a tab ends nothing. */
export const SessionTabs = ({ front }: { front: string }) => {
  const { t } = useTranslation('console');
  const desk = useDesk();
  const { open } = useSnapshot(desk.tabs);
  const { sessions } = useHome();
  const { start, starting, dialog } = useStart();
  const list = useRef<HTMLElement>(null);
  const close = useCloseTab(front);
  const tabs = open
    .map((id) => sessions.find((session) => session.sessionId === id))
    .filter((session) => session !== undefined)
    .filter((session) => session.status !== 'denied' || session.session.phase !== 'none');

  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    links[(at + step + links.length) % links.length]?.focus();
  };

  return (
    <div className={css.tabs}>
      <nav className={css.tablist} aria-label={t('tabs.label')} ref={list}>
        {tabs.map((snapshot) => (
          <SessionTab
            key={snapshot.sessionId}
            snapshot={snapshot}
            front={snapshot.sessionId === front}
            onKey={walk}
            onClose={() => close(snapshot.sessionId)}
          />
        ))}
      </nav>
      <Tooltip label={t('home.start')}>
        <button
          type="button"
          className={`${css.iconButton} ${css.plus}`}
          aria-label={t('home.start')}
          disabled={starting}
          onClick={start}
        >
          <IconPlus size={18} stroke={1.75} aria-hidden="true" />
        </button>
      </Tooltip>
      {dialog}
    </div>
  );
};

const SessionTab = ({
  snapshot,
  front,
  onKey,
  onClose,
}: {
  snapshot: SessionSnapshot;
  front: boolean;
  onKey: (event: KeyboardEvent) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation('console');
  const { seen } = useSnapshot(useDesk().tabs);
  const mark = markOf(snapshot, useNow());
  const unread = unreadOf(snapshot, seen[snapshot.sessionId]);
  const number = groupDigits(snapshot.session.number, '-');
  const name = customerOf(snapshot.session)?.name ?? t('session.titleNobody', { number });
  const state = t(`state.${mark}`, { count: 1 });
  return (
    <div className={css.tabbox} data-front={front || undefined}>
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: snapshot.sessionId }}
        className={css.tab}
        tabIndex={front ? 0 : -1}
        onKeyDown={onKey}
        data-mark={mark}
        title={`${name} · ${number} · ${state}`}
      >
        <MarkIcon mark={mark} size={16} />
        <span className="rv-ellipsis rv-num" dir="auto">
          {name}
        </span>
        <span className="rv-hidden">{state}</span>
        {unread > 0 && (
          <span
            className={`${css.badge} rv-num`}
            role="img"
            aria-label={t('session.unreadTab', { count: unread })}
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Link>
      <button
        type="button"
        className={css.tabclose}
        aria-label={t('tabs.close', { name })}
        title={t('tabs.closeHint')}
        onClick={onClose}
      >
        <IconX size={14} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  );
};
