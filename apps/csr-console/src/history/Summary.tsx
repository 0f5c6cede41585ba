import { dayAndTime, stopwatch, useLanguage } from '@relevo/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './history.module.css';
import type { Reading } from './use-reading';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd dir="auto">{children}</dd>
  </div>
);

/** What a session was, at a glance: who, when, what it counts as, the notes, and how well it was solved. */
export const Summary = ({ reading }: { reading: Reading }) => {
  const { t } = useTranslation(['history', 'console']);
  const { language } = useLanguage();
  const { session: entry } = reading.opened;
  const { state } = reading.session.log;
  const people = Object.values(state.participants).filter(({ joinedSeq }) => joinedSeq !== undefined);
  const surveys = Object.entries(state.surveys ?? {});
  return (
    <aside className={css.summary} aria-label={t('summary')}>
      <dl>
        <Fact name={t('began')}>
          <span className="rv-num">{dayAndTime(entry.begunAt, language)}</span>
        </Fact>
        {entry.endedAt !== null && (
          <Fact name={t('ended')}>
            <span className="rv-num">{dayAndTime(entry.endedAt, language)}</span>
          </Fact>
        )}
        {entry.endedAt !== null && (
          <Fact name={t('lasted')}>
            <span className="rv-num">{stopwatch(entry.endedAt - entry.begunAt)}</span>
          </Fact>
        )}
        {entry.waitedMs !== null && (
          <Fact name={t('waited')}>
            <span className="rv-num">{stopwatch(entry.waitedMs)}</span>
          </Fact>
        )}
        {entry.type && <Fact name={t('type')}>{entry.type}</Fact>}
        {entry.trackingCode && <Fact name={t('code')}>{entry.trackingCode}</Fact>}
      </dl>
      <h2>{t('people')}</h2>
      <ul>
        {people.map(({ id, name, role }) => (
          <li key={id}>
            <b dir="auto">{name}</b>
            <small>{t(`console:people.role.${role}`)}</small>
          </li>
        ))}
      </ul>
      {state.note && state.note.text !== '' && (
        <>
          <h2>{t('notes')}</h2>
          <p className={css.said} dir="auto">
            {state.note.text}
          </p>
        </>
      )}
      {surveys.length > 0 && (
        <>
          <h2>{t('console:survey.label')}</h2>
          <ul>
            {surveys.map(([participantId, { score, text }]) => (
              <li key={participantId}>
                <b dir="auto">{state.participants[participantId]?.name ?? ''}</b>
                <small className="rv-num">{t('console:survey.score', { score })}</small>
                {text && (
                  <p className={css.said} dir="auto">
                    {text}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
};
