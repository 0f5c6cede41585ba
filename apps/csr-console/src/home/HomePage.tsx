import { firstName, useNow } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { LineBanner } from '../app/LineBanner';
import { useHome } from '../app/use-desk';
import { useSignedIn } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { QueueCards } from '../queue/QueueCards';
import { WrapUpBanner } from '../queue/WrapUp';
import { useStart } from '../starts/use-start';
import css from './home.module.css';
import { LiveSessions } from './LiveSessions';
import { partOfDay } from './part-of-day';
import { StartButton } from './StartButton';
import { Steps } from './Steps';
import { SupervisedSessions } from './SupervisedSessions';

/** The first page of the day: start a session, or go back to one that is live. */
export const HomePage = () => {
  const { t } = useTranslation('console');
  const signedIn = useSignedIn();
  const { sessions } = useHome();
  const { start, starting, withDetails, dialog } = useStart();
  const now = useNow();
  const name = signedIn.status === 'in' ? firstName(signedIn.account.name) : '';
  const live = sessions.filter(
    ({ session, me }) => session.phase !== 'none' && session.phase !== 'ended' && me?.status === 'joined',
  );
  useTitle(t('nav.home'));

  return (
    <main className={css.page}>
      <div className={css.in}>
        <LineBanner />
        <WrapUpBanner />
        <div className={css.hero}>
          <div>
            <h1>{t(`home.${partOfDay(new Date(now).getHours())}`, { name })}</h1>
            <p>{live.length > 0 ? t('home.lead', { count: live.length }) : t('home.leadNone')}</p>
          </div>
          <StartButton starting={starting} onStart={start} onDetails={withDetails} />
        </div>
        <QueueCards />
        <LiveSessions sessions={live} />
        <SupervisedSessions />
        {live.length === 0 && <Steps />}
      </div>
      {dialog}
    </main>
  );
};
