import { firstName, useNow } from '@relevo/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LineBanner } from '../app/LineBanner';
import { useHome } from '../app/use-desk';
import { useKeys } from '../app/use-keys';
import { useSignedIn } from '../app/use-signed-in';
import css from './home.module.css';
import { LiveSessions } from './LiveSessions';
import { partOfDay } from './part-of-day';
import { StartButton } from './StartButton';
import { Steps } from './Steps';
import { useStartSession } from './use-start-session';

/** The first page of the day: start a session, or go back to one that is live. */
export const HomePage = () => {
  const { t } = useTranslation('console');
  const signedIn = useSignedIn();
  const { sessions } = useHome();
  const { start } = useStartSession();
  const now = useNow();
  const name = signedIn.status === 'in' ? firstName(signedIn.account.name) : '';
  const live = sessions.filter(({ session }) => session.phase === 'open' || session.phase === 'prepared');
  useKeys({ n: () => start() });
  useEffect(() => {
    document.title = `${t('nav.home')} · Relevo`;
  }, [t]);

  return (
    <main className={css.page}>
      <div className={css.in}>
        <LineBanner />
        <div className={css.hero}>
          <div>
            <h1>{t(`home.${partOfDay(new Date(now).getHours())}`, { name })}</h1>
            <p>{live.length > 0 ? t('home.lead', { count: live.length }) : t('home.leadNone')}</p>
          </div>
          <StartButton />
        </div>
        <LiveSessions sessions={live} />
        {live.length === 0 && <Steps />}
      </div>
    </main>
  );
};
