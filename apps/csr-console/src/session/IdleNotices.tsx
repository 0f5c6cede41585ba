import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useHome } from '../app/use-desk';
import { chime } from '../queue/chime';
import { customerName } from './customer';

/** Tells the owner of a session, whatever page is open, that it is about to be parked: a sound, a notice on the desktop. */
export const IdleNotices = () => {
  const { t } = useTranslation('desk');
  const { alerts } = useDesk();
  const { sessions } = useHome();
  const navigate = useNavigate();
  /** Warnings that were told of already. */
  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const { sessionId, session, me, status } of sessions) {
      if (status !== 'live' || !session.idle || me?.role !== 'owner') continue;
      const warning = `${sessionId} ${session.version}`;
      if (told.current.has(warning)) continue;
      told.current.add(warning);
      const { sound, notices } = alerts.snapshot;
      if (sound) chime();
      if (!notices || Notification.permission !== 'granted' || document.hasFocus()) continue;
      const name = customerName(session) ?? session.number;
      const notice = new Notification(t('notice.idle', { name }), {
        body: t('notice.idleText'),
        tag: sessionId,
      });
      notice.addEventListener('click', () => {
        window.focus();
        void navigate({ to: '/sessions/$sessionId', params: { sessionId } });
        notice.close();
      });
    }
  }, [sessions, alerts, navigate, t]);
  return null;
};
