import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Button } from '@mantine/core';
import { REPORT_PARTS, type Report, type ReportPart, type ReportRow } from '@relevo/contracts';
import { inWords, keepFile, span, useLanguage } from '@relevo/ui';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { Refusal } from '../settings/Refusal';
import { useAction } from '../settings/use-action';
import css from './reports.module.css';

/** Bars that one can still tell apart. */
const MOST_BARS = 12;

interface Asked {
  readonly everybody: boolean;
  readonly filters: { readonly from: string; readonly to: string; readonly team?: string };
}

/** One's own sessions have one representative, and a site without teams has no figures by team. */
const isShown = (part: ReportPart, report: Report, everybody: boolean): boolean => {
  if (part === 'team') return everybody && report.team.some(({ key }) => key !== '');
  return part !== 'csr' || everybody;
};

/** By what the sessions were counted: each as a chart, as a table, and as a file. */
const Parts = ({ report, ...asked }: Asked & { report: Report }) => (
  <div className={css.parts}>
    {REPORT_PARTS.filter((part) => isShown(part, report, asked.everybody)).map((part) => (
      <Part key={part} part={part} rows={report[part]} zone={report.zone} {...asked} />
    ))}
  </div>
);
// oxlint-disable-next-line import/no-default-export -- what is loaded lazily is a default
export default Parts;

const Part = ({
  part,
  rows,
  zone,
  everybody,
  filters,
}: Asked & { part: ReportPart; rows: readonly ReportRow[]; zone: string }) => {
  const { t } = useTranslation('reports');
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const say = useKeys(part);
  const bars = part === 'day' ? rows : rows.slice(0, MOST_BARS);
  const data = bars.map((row) => ({
    key: say(row.key),
    sessions: row.sessions,
    average: minutes(row.averageMs),
    wait: minutes(row.averageWaitMs),
  }));
  const keep = (): Promise<void> =>
    run(async () =>
      keepFile(
        `relevo-report-${part}.csv`,
        await rest.exportReport(everybody, { ...filters, zone, by: part }),
      ),
    );
  return (
    <section className={css.part} aria-labelledby={`part-${part}`} data-part={part}>
      <div className={css.partHead}>
        <h2 id={`part-${part}`}>{t(`by.${part}`)}</h2>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          aria-label={t('exportNamed', { what: t(`by.${part}`) })}
          onClick={() => void keep()}
        >
          {t('export')}
        </Button>
      </div>
      <Refusal problem={problem} />
      {part === 'team' && <p className={css.hint}>{t('teamHint')}</p>}
      {/* The table below says the same to who does not see it. */}
      <div aria-hidden="true">
        <BarChart
          h={part === 'day' ? 220 : Math.max(120, bars.length * 34 + 48)}
          data={data}
          dataKey="key"
          orientation={part === 'day' ? 'horizontal' : 'vertical'}
          series={[{ name: 'sessions', label: t('sessions'), color: 'var(--rv-accent)' }]}
          tickLine="none"
          gridAxis={part === 'day' ? 'x' : 'y'}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ radius: 3, maxBarSize: 28, isAnimationActive: false }}
          xAxisProps={part === 'day' ? { minTickGap: 24 } : { allowDecimals: false }}
          yAxisProps={part === 'day' ? { allowDecimals: false, width: 44 } : { width: 132 }}
        />
        {part === 'day' && (
          <LineChart
            h={180}
            mt="md"
            data={data}
            dataKey="key"
            withLegend
            connectNulls={false}
            series={[
              { name: 'average', label: t('averageMinutes'), color: 'var(--rv-accent)' },
              { name: 'wait', label: t('waitMinutes'), color: 'var(--rv-text-3)' },
            ]}
            tickLine="none"
            curveType="linear"
            lineProps={{ isAnimationActive: false }}
            lineChartProps={{ accessibilityLayer: false }}
            xAxisProps={{ minTickGap: 24 }}
            yAxisProps={{ width: 44 }}
          />
        )}
      </div>
      <details className={css.table}>
        <summary>{t('table')}</summary>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus, and it scrolls */}
        <section className={css.scroll} aria-label={t(`by.${part}`)} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t(`key.${part}`)}</th>
                <th scope="col">{t('sessions')}</th>
                <th scope="col">{t('ended')}</th>
                <th scope="col">{t('average')}</th>
                <th scope="col">{t('averageWait')}</th>
                <th scope="col">{t('longestWait')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row" dir="auto">
                    {say(row.key)}
                  </th>
                  <td>{row.sessions}</td>
                  <td>{row.ended}</td>
                  <td>{span(row.averageMs)}</td>
                  <td>{span(row.averageWaitMs)}</td>
                  <td>{span(row.longestWaitMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </section>
  );
};

const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6000) / 10);

/** What a row is called: a day as people write it, a name, or that there is none. */
const useKeys = (part: ReportPart) => {
  const { t } = useTranslation('reports');
  const { language } = useLanguage();
  return (key: string): string => {
    if (key === '') return t('none');
    // A day has no zone: it is said as it is.
    return part === 'day'
      ? inWords(Date.parse(`${key}T00:00:00Z`), language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
      : key;
  };
};
