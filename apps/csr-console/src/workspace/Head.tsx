import { joinedCustomers, ownerOf } from '@relevo/domain';
import { ConnectionBars, dateTime, groupDigits, stopwatch, useLanguage, useNow } from '@relevo/ui';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { customerName, customerOf } from '../session/customer';
import { connectionOf } from './connection';
import { LabelChip } from './LabelChip';
import { SafetyChip } from './safety/SafetyChip';
import { useRemote, useSession } from './use-work';
import css from './workspace.module.css';

/** Who, which session, how long, how well connected, and whether the far end is proven. */
export const Head = ({ onLabel }: { onLabel: () => void }) => {
  const { t } = useTranslation(['console', 'common', 'starts']);
  const { language } = useLanguage();
  const { session, me } = useSession();
  const owner = ownerOf(session);
  const remote = useRemote();
  const now = useNow();
  const customer = customerOf(session);
  const { level, word } = connectionOf(remote);
  const linked = joinedCustomers(session).length > 0 && session.phase === 'open';
  return (
    <header className={css.head}>
      <h1 className="rv-ellipsis" dir="auto">
        {customerName(session) ?? t('session.nobodyYet')}
      </h1>
      {!customer && session.expectedCustomer && (
        <span className={css.meta}>({t('starts:label.expected')})</span>
      )}
      {session.subject && <span className={`${css.subject} rv-ellipsis`}>{session.subject}</span>}
      <LabelChip onLabel={onLabel} />
      <span className={css.sep} />
      <span
        className={`${css.meta} rv-num`}
        role="img"
        aria-label={`${t('session.number')} ${session.number}`}
      >
        {groupDigits(session.number, '-')}
      </span>
      {owner && me?.role !== 'owner' && (
        <>
          <span className={css.sep} />
          <span className={`${css.meta} rv-ellipsis`}>{t('session.owner', { name: owner.name })}</span>
        </>
      )}
      <span className={css.push} />
      {session.startedAt && (
        <span className={`${css.meta} rv-num`} title={dateTime(session.startedAt, language)}>
          <IconClock size={16} stroke={1.75} aria-hidden="true" />
          <span role="timer" aria-label={t('session.timer')}>
            {stopwatch((session.endedAt ?? now) - session.startedAt)}
          </span>
        </span>
      )}
      {linked && (
        <>
          <span className={css.sep} />
          <span className={css.meta} role="group" aria-label={t('session.connection')}>
            <ConnectionBars level={level} />
            {t(`common:quality.${word}`)}
            {remote.rtt !== undefined && level > 0 && (
              <span className="rv-num">{t('stats.latency', { ms: Math.round(remote.rtt) })}</span>
            )}
          </span>
          <span className={css.sep} />
          <SafetyChip />
        </>
      )}
    </header>
  );
};
