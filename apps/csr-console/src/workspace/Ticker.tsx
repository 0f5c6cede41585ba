import { clock, useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { say } from './events/say';
import { sentenceOf } from './events/sentence';
import { useSession } from './use-work';
import css from './workspace.module.css';

/** How many lines at most; the oldest give way whole when there is no room. */
const LINES = 4;

/** What just happened, in one line at the foot, the newest at the right (and first in the document); all of it behind a button. */
export const Ticker = ({ onAll }: { onAll: () => void }) => {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { timeline, session, me } = useSession();
  const lines = timeline
    .slice(-LINES * 5)
    .map((event) => ({ event, sentence: sentenceOf(event, { session, me: me?.id ?? '' }) }))
    .filter(({ sentence }) => !sentence.minor)
    .slice(-LINES)
    .reverse();
  return (
    <footer className={css.ticker}>
      <ol aria-live="polite" aria-label={t('ticker.label')}>
        {lines.map(({ event, sentence }) => (
          <li key={event.seq}>
            <time className="rv-num" dateTime={new Date(event.at).toISOString()}>
              {clock(event.at, language)}
            </time>
            <span className="rv-ellipsis">{say(t, sentence)}</span>
          </li>
        ))}
        {lines.length === 0 && <li>{t('ticker.empty')}</li>}
      </ol>
      <button type="button" className={css.all} onClick={onAll}>
        {t('ticker.all')} <span className="rv-num">({timeline.length})</span>
      </button>
    </footer>
  );
};
