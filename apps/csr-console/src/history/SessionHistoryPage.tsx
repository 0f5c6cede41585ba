import { Button, Skeleton } from '@mantine/core';
import { groupDigits, useLanguage, wholeDay } from '@relevo/ui';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useTitle } from '../app/use-title';
import css from './history.module.css';
import { Summary } from './Summary';
import { Timeline } from './Timeline';
import { useReading } from './use-reading';
import { Verify } from './Verify';

/** A session that was: what it was, and its log as a time-line. */
export const SessionHistoryPage = () => {
  const { t } = useTranslation(['history', 'console', 'refusals']);
  const { language } = useLanguage();
  const { sessionId } = useParams({ from: '/desk/history/$sessionId' });
  const { reading, failed, busy, retry, readOn } = useReading(sessionId);
  const entry = reading?.opened.session;
  const number = groupDigits(entry?.number ?? '', '-');
  const name = entry && (entry.customer ?? t('console:session.titleNobody', { number }));
  useTitle(name ?? t('title'));
  const unsure = reading?.session.stop ?? reading?.talk.stop;
  return (
    <main className={css.page}>
      <div className={css.in}>
        <Link to="/history" className={css.back}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
          {t('title')}
        </Link>
        {failed && (
          <Banner
            action={
              <Button size="xs" variant="default" onClick={retry}>
                {t('again')}
              </Button>
            }
          >
            {t(failed.code === 'NOT_FOUND' ? 'session.notFound' : `refusals:${failed.code}`)}
          </Banner>
        )}
        {!reading && !failed && <Skeleton height={420} radius="lg" mt="md" aria-busy="true" />}
        {reading && entry && (
          <>
            <div className={css.head}>
              <div>
                <h1 dir="auto">{name}</h1>
                <p className={`${css.lead} rv-num`}>
                  {number}
                  {entry.subject && ` · ${entry.subject}`}
                </p>
              </div>
              <Verify sessionId={sessionId} />
            </div>
            {reading.opened.recorded && <Banner>{t('session.recorded')}</Banner>}
            {entry.forgottenAt !== null && (
              <Banner>{t('session.forgotten', { day: wholeDay(entry.forgottenAt, language) })}</Banner>
            )}
            {unsure && <Banner tone="alarm">{t('session.unsure')}</Banner>}
            <div className={css.columns}>
              <Timeline reading={reading} busy={busy} onMore={readOn} />
              <Summary reading={reading} />
            </div>
          </>
        )}
      </div>
    </main>
  );
};
