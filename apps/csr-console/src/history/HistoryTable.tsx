import type { HistoryEntry } from '@relevo/contracts';
import { Avatar, dayAndTime, groupDigits, stopwatch, useLanguage } from '@relevo/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from './history.module.css';

/** Sessions in rows; whoever may open one finds its way under the customer's name. */
export const HistoryTable = ({
  sessions,
  everybody,
}: {
  sessions: readonly HistoryEntry[];
  everybody: boolean;
}) => {
  const { t } = useTranslation('history');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and its rows may hold nothing that takes the focus
    <section className={css.scroll} aria-label={t('title')} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{t('began')}</th>
            <th scope="col">{t('lasted')}</th>
            {everybody && <th scope="col">{t('csr')}</th>}
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.id} session={session} everybody={everybody} />
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Row = ({ session, everybody }: { session: HistoryEntry; everybody: boolean }) => {
  const { t } = useTranslation(['history', 'console']);
  const { language } = useLanguage();
  const { customer, number, subject, begunAt, endedAt, owner, type, trackingCode, phase, forgottenAt } =
    session;
  const labels = [type, trackingCode].filter((part) => part !== null).join(' · ');
  return (
    <tr>
      <th scope="row">
        <div className={css.who}>
          <Avatar name={customer ?? '?'} tone={customer ? 'quiet' : 'dashed'} size={32} />
          <div>
            <Way session={session}>
              {customer ?? t(forgottenAt === null ? 'console:session.nobodyYet' : 'erased')}
            </Way>
            <small className="rv-ellipsis rv-num">
              {groupDigits(number, '-')}
              {subject && ` · ${subject}`}
            </small>
          </div>
        </div>
      </th>
      <td className="rv-num">{dayAndTime(begunAt, language)}</td>
      <td className="rv-num">{endedAt === null ? '–' : stopwatch(endedAt - begunAt)}</td>
      {everybody && <td dir="auto">{owner}</td>}
      <td>{labels || '–'}</td>
      <td>
        <span className={css.state} data-state={phase}>
          {t(`state.${phase}`)}
        </span>
      </td>
    </tr>
  );
};

/** To the workspace of a session that is live, to the log of one that is over. */
const Way = ({ session, children }: { session: HistoryEntry; children: string }) => {
  const { id: sessionId, readable, phase } = session;
  const look = `${css.name} rv-ellipsis`;
  if (!readable)
    return (
      <b className={look} dir="auto">
        {children}
      </b>
    );
  return (
    <Link
      to={phase === 'ended' ? '/history/$sessionId' : '/sessions/$sessionId'}
      params={{ sessionId }}
      className={look}
      dir="auto"
    >
      {children}
    </Link>
  );
};
