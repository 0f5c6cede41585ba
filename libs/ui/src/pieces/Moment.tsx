import type { ReactNode } from 'react';
import { clock, dateTime } from '../format';
import { useLanguage } from '../i18n';

/** When something was, ms since the epoch: the time of day, or other words for it; the whole date under the pointer. */
export const Moment = ({ at, children }: { at: number; children?: ReactNode }) => {
  const { language } = useLanguage();
  return (
    <time className="rv-num" dateTime={new Date(at).toISOString()} title={dateTime(at, language)}>
      {children ?? clock(at, language)}
    </time>
  );
};
