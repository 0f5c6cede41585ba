import { firstName, useSnapshot } from '@relevo/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, Brand, LanguageSwitch } from '../parts/Bar';
import { Button } from '../parts/Button';
import type { SavedVisit } from '../visit/saved-visit';
import type { Stay } from '../visit/stay';
import type { Visit } from '../visit/visit';
import { Closing } from './Closing';
import { Message } from './Message';
import { Session } from './Session';

/** Joined: the waiting room, the session, or how it ended. */
export const Here = ({ visit, stay, saved }: { visit: Visit; stay: Stay; saved: SavedVisit }) => {
  const { t } = useTranslation('customer');
  const snapshot = useSnapshot(stay.session);
  const { organisation } = saved;
  const csr = firstName(saved.csrName);
  // A credential that opens nothing any more belonged to a session that is over.
  const locked = snapshot.line.status === 'refused' && snapshot.line.code === 'NOT_SIGNED_IN';
  const ended = snapshot.session.phase === 'ended' || locked;
  const declined = snapshot.me?.status === 'declined';
  const over = ended || declined || snapshot.me?.status === 'left';
  useEffect(() => {
    if (!over) return;
    visit.forget();
    return stay.closeAfterLastWords();
  }, [over, visit, stay]);

  if (declined) {
    return (
      <Message organisation={organisation} title={t('declined.title')}>
        <p>{t('declined.text')}</p>
      </Message>
    );
  }
  if (over) {
    return (
      <Closing stay={stay} saved={saved} title={t('ended.title')}>
        <p>{t('ended.text')}</p>
      </Closing>
    );
  }
  if (snapshot.me?.status === 'joined') {
    return <Session stay={stay} snapshot={snapshot} saved={saved} onLeave={() => visit.leave()} />;
  }
  return (
    <>
      <Bar>
        <Brand organisation={organisation} />
        <LanguageSwitch />
      </Bar>
      <main className="wrap first">
        <section className="card message" aria-live="polite">
          <h1>{snapshot.me ? t('waiting.title', { csr }) : t('loading')}</h1>
          {snapshot.me && (
            <>
              <p>{t('waiting.text')}</p>
              <p className="quiet">{t('waiting.as', { name: snapshot.me.name })}</p>
            </>
          )}
          {snapshot.line.status === 'offline' && (
            <div className="banner" role="status">
              <b>{t('offline.title')}</b>
              {t('offline.text')}
            </div>
          )}
          <Button onClick={() => visit.leave()}>{t('leave')}</Button>
        </section>
      </main>
    </>
  );
};
