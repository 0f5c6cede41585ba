import type { CallBackWish, ErrorCode, QueueDoor, TicketView } from '@relevo/contracts';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, Brand, LanguageSwitch } from '../parts/Bar';
import { Button } from '../parts/Button';
import { CallBackFields } from './CallBackFields';
import { useExpected } from './expected';

/** In line: the place, how long it takes, and the ways out. */
export const WaitingScreen = ({
  door,
  ticket,
  name,
  offline,
  problem,
  onGiveUp,
  onCallBack,
}: {
  door: QueueDoor;
  ticket: TicketView;
  name: string;
  offline: boolean;
  problem: ErrorCode | null;
  onGiveUp: () => Promise<void>;
  onCallBack: (wish: CallBackWish) => Promise<void>;
}) => {
  const { t } = useTranslation('queue');
  const { t: sentence } = useTranslation('refusals');
  const expected = useExpected();
  const [calls, setCalls] = useState(false);
  const [busy, setBusy] = useState(false);
  const position = ticket.position ?? 1;
  const place = position === 1 ? t('next') : t('position', { position });
  useEffect(() => {
    document.title = `${t('tab', { position })} · ${door.organisation}`;
  }, [t, position, door.organisation]);
  const give = (work: Promise<void>): void => {
    setBusy(true);
    void work.finally(() => setBusy(false));
  };
  return (
    <>
      <Bar>
        <Brand organisation={door.organisation} />
        <LanguageSwitch />
      </Bar>
      <main className="wrap first">
        <section className="card message">
          <div aria-live="polite">
            <p className="place rv-num" aria-hidden="true">
              {position}
            </p>
            <h1>{place}</h1>
            <p>{expected(ticket.expectedMs)}</p>
          </div>
          <p className="quiet">{t('waitingAs', { name })}</p>
          <p className="quiet">{t('stay')}</p>
          {offline && (
            <div className="banner" role="status">
              {t('offline')}
            </div>
          )}
          {problem && (
            <p className="field-problem" role="alert">
              {sentence(problem)}
            </p>
          )}
          {calls ? (
            <CallBackForm
              busy={busy}
              onBack={() => setCalls(false)}
              onAsk={(wish) => give(onCallBack(wish))}
            />
          ) : (
            <div className="actions">
              {ticket.callBacks && (
                <Button disabled={busy} onClick={() => setCalls(true)}>
                  {t('callInstead')}
                </Button>
              )}
              <Button disabled={busy} onClick={() => give(onGiveUp())}>
                {t('giveUp')}
              </Button>
            </div>
          )}
        </section>
      </main>
    </>
  );
};

const CallBackForm = ({
  busy,
  onBack,
  onAsk,
}: {
  busy: boolean;
  onBack: () => void;
  onAsk: (wish: CallBackWish) => void;
}) => {
  const { t } = useTranslation('queue');
  const [contact, setContact] = useState('');
  const [when, setWhen] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (contact.trim() !== '') onAsk({ contact: contact.trim(), when: when.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <h2>{t('callTitle')}</h2>
      <CallBackFields contact={contact} when={when} tried={tried} onContact={setContact} onWhen={setWhen} />
      <div className="actions">
        <Button type="submit" tone="primary" disabled={busy}>
          {t('call')}
        </Button>
        <Button disabled={busy} onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
};
