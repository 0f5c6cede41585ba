import { useTranslation } from 'react-i18next';
import { dateTime, wholeMinutes } from '../format';
import { useLanguage } from '../i18n';
import { useNow } from '../now';

/** How long ago, in minutes, with the exact time on hover. */
export const TimeSince = ({ at, className }: { at: number; className?: string }) => {
  const { t } = useTranslation('common');
  const { language } = useLanguage();
  const minutes = wholeMinutes(useNow() - at);
  const hours = Math.floor(minutes / 60);
  return (
    <time
      className={`rv-num ${className ?? ''}`}
      dateTime={new Date(at).toISOString()}
      title={dateTime(at, language)}
    >
      {hours > 0
        ? t('time.hoursMinutes', { hours, minutes: minutes % 60 })
        : minutes > 0
          ? t('time.minutes', { minutes })
          : t('time.justNow')}
    </time>
  );
};
