import { Skeleton } from '@mantine/core';
import type { SessionSnapshot } from '@relevo/client';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHome } from '../app/use-desk';
import css from './home.module.css';
import { LiveSessionRow } from './LiveSessionRow';

/** My live sessions, each as it is at this moment. */
export const LiveSessions = ({ sessions }: { sessions: readonly SessionSnapshot[] }) => {
  const { t } = useTranslation('console');
  const { line } = useHome();
  const waits = sessions.length === 0 && line.status === 'connecting';
  return (
    <section className={css.card} aria-labelledby="live-sessions">
      <div className={css.head}>
        <h2 id="live-sessions">{t('home.live')}</h2>
        {sessions.length > 0 && <span className="rv-num">{sessions.length}</span>}
      </div>
      {waits ? (
        <div className={css.skeleton} aria-busy="true">
          <Skeleton height={12} width="30%" mb={10} />
          <Skeleton height={10} width="20%" />
        </div>
      ) : sessions.length === 0 ? (
        <div className={css.empty}>
          <span className={css.ring}>
            <IconDeviceDesktop size={22} stroke={1.75} aria-hidden="true" />
          </span>
          <b>{t('home.emptyTitle')}</b>
          <p>{t('home.emptyText')}</p>
        </div>
      ) : (
        <ul>
          {sessions.map((snapshot) => (
            <LiveSessionRow key={snapshot.sessionId} snapshot={snapshot} />
          ))}
        </ul>
      )}
    </section>
  );
};
