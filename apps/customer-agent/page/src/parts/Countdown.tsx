import { useTranslation } from 'react-i18next';

const RADIUS = 31;
const LENGTH = 2 * Math.PI * RADIUS;

/** The ring that runs down to "no", with the seconds in it. */
export const Countdown = ({ secondsLeft, of }: { secondsLeft: number; of: number }) => {
  const { t } = useTranslation('customer');
  const seconds = Math.max(0, Math.ceil(secondsLeft));
  return (
    <span className="ring rv-num" role="timer" aria-label={t('consent.secondsLeft', { count: seconds })}>
      <svg width="68" height="68" viewBox="0 0 68 68" aria-hidden="true">
        <circle className="ring-track" cx="34" cy="34" r={RADIUS} />
        <circle
          className="ring-left"
          cx="34"
          cy="34"
          r={RADIUS}
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - Math.min(1, Math.max(0, secondsLeft / of)))}
        />
      </svg>
      <b>{t('consent.secondsLeft', { count: seconds })}</b>
    </span>
  );
};
