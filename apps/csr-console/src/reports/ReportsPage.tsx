import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import type { ErrorBody, Report, ReportQuery } from '@relevo/contracts';
import { shownZone, useLanguage } from '@relevo/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useSignedIn, useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import frame from '../history/history.module.css';
import { TeamSelect } from '../teams/TeamSelect';
import { Figures } from './Figures';
import { countOf, dayIn, lastDays, RANGES } from './range';
import css from './reports.module.css';
import type { ReportSearch } from './search';

const route = getRouteApi('/desk/reports');
/** Charts are large: they come when somebody looks at reports. */
const Parts = lazy(() => import('./Parts'));

/** Figures of sessions over some days, in the person's time zone. */
export const ReportsPage = () => {
  const { t } = useTranslation(['reports', 'history', 'refusals']);
  useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const signedIn = useSignedIn();
  const zone = shownZone();
  const [openedAt] = useState(() => Date.now());
  const today = dayIn(zone, openedAt);
  const range = { ...lastDays(30, today), ...search };
  const leads = signedIn.status === 'in' && signedIn.account.role !== 'csr';
  const everybody = leads && search.of !== 'own';
  const days = { from: range.from, to: range.to };
  const filters = { ...days, ...(everybody && search.team !== undefined && { team: search.team }) };
  const { report, failed, retry } = useReport(everybody, { ...filters, zone });
  const change = (next: ReportSearch): void =>
    void navigate({ search: { ...search, ...next }, replace: true });
  useTitle(t('title'));

  return (
    <main className={frame.page}>
      <div className={frame.in}>
        <div className={frame.head}>
          <div>
            <h1>{t('title')}</h1>
            <p className={frame.lead}>{t('lead', { zone: zone.replaceAll('_', ' ') })}</p>
          </div>
          <Link to="/history" search={{ of: search.of, team: filters.team }} className={frame.back}>
            {t('history:title')}
          </Link>
        </div>
        <search className={css.range} aria-label={t('range')}>
          {leads && (
            <SegmentedControl
              aria-label={t('history:of')}
              value={everybody ? 'all' : 'own'}
              onChange={(of) => change({ of, team: undefined })}
              data={[
                { value: 'all', label: t('history:of.all') },
                { value: 'own', label: t('history:of.own') },
              ]}
            />
          )}
          <SegmentedControl
            aria-label={t('last')}
            value={String(countOf(days, today) ?? '')}
            onChange={(count) => change(lastDays(Number(count), today))}
            data={RANGES.map((count) => ({ value: String(count), label: t('days', { count }) }))}
          />
          <TextInput
            type="date"
            label={t('history:from')}
            value={range.from}
            max={range.to}
            onChange={(event) => event.currentTarget.value && change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('history:to')}
            value={range.to}
            min={range.from}
            onChange={(event) => event.currentTarget.value && change({ to: event.currentTarget.value })}
          />
          {everybody && <TeamSelect value={search.team} onChange={(team) => change({ team })} />}
        </search>
        {failed && (
          <Banner
            action={
              <Button size="xs" variant="default" onClick={retry}>
                {t('history:again')}
              </Button>
            }
          >
            {t(failed.code === 'BAD_REQUEST' ? 'rangeWrong' : `refusals:${failed.code}`)}
          </Banner>
        )}
        {!report && !failed && <Skeleton height={420} radius="lg" mt="md" aria-busy="true" />}
        {report && <Figures figures={report.totals} />}
        {report && report.totals.sessions === 0 && (
          <div className={frame.empty}>
            <h2>{t('empty.title')}</h2>
            <p>{t('empty.text')}</p>
          </div>
        )}
        {report && report.totals.sessions > 0 && (
          <Suspense fallback={<Skeleton height={420} radius="lg" mt="md" aria-busy="true" />}>
            <Parts report={report} everybody={everybody} filters={filters} />
          </Suspense>
        )}
      </div>
    </main>
  );
};

const useReport = (everybody: boolean, query: ReportQuery) => {
  const { rest } = useSignedInStore();
  const [known, setKnown] = useState<{ asked: string; report?: Report; failed?: ErrorBody }>();
  const asked = JSON.stringify([everybody, query]);
  const load = useCallback(() => {
    const [all, wanted] = JSON.parse(asked) as [boolean, ReportQuery];
    rest.report(all, wanted).then(
      (report) => setKnown({ asked, report }),
      (error: unknown) => {
        if (error instanceof ApiFailure) setKnown({ asked, failed: error.body });
      },
    );
  }, [rest, asked]);
  useEffect(load, [load]);
  // An answer to an earlier question is none.
  const current = known?.asked === asked ? known : undefined;
  return { report: current?.report, failed: current?.failed, retry: load };
};
