import type { DeskTicket } from '@relevo/contracts';
import { nameIn, useLanguage, useSnapshot } from '@relevo/ui';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { setBadge } from '../app/page-title';
import { useDesk } from '../app/use-desk';
import { chime } from './chime';
import { callsOf } from './queue-store';

/** Tells of customers who come, whatever page is open: a number in the title, a sound, a notice on the desktop. */
export const Arrivals = () => {
  const { t } = useTranslation('desk');
  const { language } = useLanguage();
  const { queues, alerts } = useDesk();
  const navigate = useNavigate();
  const waiting = callsOf(useSnapshot(queues));
  useEffect(() => {
    setBadge(waiting);
    return () => setBadge(0);
  }, [waiting]);
  useEffect(() => {
    const tell = ({ id, name, queue, escalated }: DeskTicket): void => {
      const { sound, notices } = alerts.snapshot;
      if (sound) chime();
      if (!notices || Notification.permission !== 'granted' || document.hasFocus()) return;
      const title = t(escalated ? 'notice.escalated' : 'notice.waits', { name });
      const notice = new Notification(title, { body: nameIn(language, queue), tag: id });
      notice.addEventListener('click', () => {
        window.focus();
        void navigate({ to: '/' });
        notice.close();
      });
    };
    return queues.onArrival(tell);
  }, [queues, alerts, navigate, t, language]);
  return null;
};
