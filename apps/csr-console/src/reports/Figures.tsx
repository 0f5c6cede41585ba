import type { ReportFigures } from '@relevo/contracts';
import { span } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import css from './reports.module.css';

/** The figures of all sessions, large. */
export const Figures = ({ figures }: { figures: ReportFigures }) => {
  const { t } = useTranslation('reports');
  const shown = [
    ['sessions', String(figures.sessions)],
    ['average', span(figures.averageMs)],
    ['averageWait', span(figures.averageWaitMs)],
    ['longestWait', span(figures.longestWaitMs)],
  ] as const;
  return (
    <dl className={css.figures}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd className="rv-num">{value}</dd>
        </div>
      ))}
    </dl>
  );
};
