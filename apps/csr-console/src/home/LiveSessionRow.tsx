import { Button } from '@mantine/core';
import type { SessionSnapshot } from '@relevo/client';
import { waiting } from '@relevo/domain';
import { Avatar, groupDigits, TimeSince, useNow, useSnapshot } from '@relevo/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../app/use-desk';
import { customerName, customerOf } from '../session/customer';
import { MarkIcon } from '../session/MarkIcon';
import { markOf } from '../session/mark';
import { unreadOf } from '../session/unread';
import css from './home.module.css';

/** One live session: who, what runs, how long, and the way in. */
export const LiveSessionRow = ({ snapshot }: { snapshot: SessionSnapshot }) => {
  const { t } = useTranslation('console');
  const { seen } = useSnapshot(useDesk().tabs);
  const { session, sessionId } = snapshot;
  const customer = customerOf(session);
  const mark = markOf(snapshot, useNow());
  const unread = unreadOf(snapshot, seen[sessionId]);
  const name = customerName(session) ?? t('session.nobodyYet');
  const said = [session.labels?.sessionType?.name, session.labels?.trackingCode?.code, session.subject];
  return (
    <li className={css.row}>
      <div className={css.who}>
        <Avatar name={customer?.name ?? '?'} tone={customer ? 'accent' : 'dashed'} size={32} />
        <div>
          <b className="rv-ellipsis" dir="auto">
            {name}
          </b>
          <small className="rv-ellipsis rv-num">
            {groupDigits(session.number, '-')}
            {said.filter(Boolean).map((part) => ` · ${part}`)}
          </small>
        </div>
        {unread > 0 && (
          <span
            className={`${css.badge} rv-num`}
            role="img"
            aria-label={t('session.unreadTab', { count: unread })}
          >
            {unread}
          </span>
        )}
      </div>
      <div className={css.state} data-mark={mark}>
        <MarkIcon mark={mark} size={18} />
        <span className="rv-ellipsis">
          {mark === 'waiting' ? t('state.waiting', { count: waiting(session).length }) : t(`state.${mark}`)}
        </span>
      </div>
      <div className={css.time}>{session.startedAt && <TimeSince at={session.startedAt} />}</div>
      <Button
        size="xs"
        variant="default"
        renderRoot={(props) => <Link to="/sessions/$sessionId" params={{ sessionId }} {...props} />}
        aria-label={t('home.openNamed', { name: customer?.name ?? session.number })}
      >
        {t('home.open')}
      </Button>
    </li>
  );
};
