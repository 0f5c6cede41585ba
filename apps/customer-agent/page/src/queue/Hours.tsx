import type { QueueDoor } from '@relevo/contracts';
import { useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { hoursLines } from './hours-lines';

/** When somebody is there, day by day, and by whose clock. */
export const Hours = ({ hours }: { hours: QueueDoor['hours'] }) => {
  const { t } = useTranslation('queue');
  const { language } = useLanguage();
  const lines = hoursLines(hours, language);
  if (lines.length === 0) return null;
  const elsewhere = hours.zone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <section className="hours" aria-label={t('hours')}>
      <h2>{t('hours')}</h2>
      <dl>
        {lines.map(({ days, times }) => (
          <div key={days}>
            <dt>{days}</dt>
            <dd className="rv-num">{times}</dd>
          </div>
        ))}
      </dl>
      {elsewhere && (
        <p className="quiet">
          {t('zone', { zone: (hours.zone.split('/').at(-1) ?? '').replaceAll('_', ' ') })}
        </p>
      )}
    </section>
  );
};
