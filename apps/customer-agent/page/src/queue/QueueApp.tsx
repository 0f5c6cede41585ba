import type { TicketView } from '@relevo/contracts';
import { useSnapshot } from '@relevo/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/Button';
import { Message } from '../screens/Message';
import { QueueFormScreen } from './QueueFormScreen';
import type { QueueVisit } from './queue-visit';
import { WaitingScreen } from './WaitingScreen';

/** The page of a queue (W5). */
export const QueueApp = ({ visit }: { visit: QueueVisit }) => {
  const { t } = useTranslation('queue');
  const { t: sentence } = useTranslation('refusals');
  const state = useSnapshot(visit);
  const organisation = 'door' in state ? state.door.organisation : 'Relevo';
  const waits = state.step === 'here' && state.ticket.state === 'waiting';
  useEffect(() => {
    if (!waits) document.title = `${t('title')} · ${organisation}`;
  }, [t, waits, organisation]);

  switch (state.step) {
    case 'loading':
      return <Message organisation={organisation} title={t('entering')} />;
    case 'problem': {
      const unknown = state.code === 'NOT_FOUND' || state.code === 'BAD_REQUEST';
      return (
        <Message organisation={organisation} title={unknown ? t('unknown') : t('title')} urgent>
          <p>{unknown ? t('unknownText') : sentence(state.code)}</p>
          {!unknown && (
            <Button tone="primary" onClick={() => void visit.open()}>
              {t('retry')}
            </Button>
          )}
        </Message>
      );
    }
    case 'form':
      return (
        <QueueFormScreen door={state.door} problem={state.problem} onEnter={(form) => visit.enter(form)} />
      );
    case 'here':
      return waits ? (
        <WaitingScreen
          {...state}
          onGiveUp={() => visit.giveUp()}
          onCallBack={(wish) => visit.callBack(wish)}
        />
      ) : (
        <Over ticket={state.ticket} organisation={organisation} visit={visit} />
      );
  }
};

/** What came of the waiting. */
const Over = ({
  ticket,
  organisation,
  visit,
}: {
  ticket: TicketView;
  organisation: string;
  visit: QueueVisit;
}) => {
  const { t } = useTranslation('queue');
  switch (ticket.state) {
    case 'picked':
      return (
        <Message key="picked" organisation={organisation} title={t('turn')}>
          <p>{t('turnText', { csr: ticket.csrName ?? '' })}</p>
        </Message>
      );
    case 'callBack':
      return (
        <Message key="called" organisation={organisation} title={t('called')}>
          <p>{t('calledText')}</p>
          <Button onClick={() => void visit.giveUp()}>{t('callOff')}</Button>
        </Message>
      );
    case 'done':
      return (
        <Message key="done" organisation={organisation} title={t('done')}>
          <p>{t('doneText')}</p>
          <Button onClick={() => void visit.again()}>{t('again')}</Button>
        </Message>
      );
    case 'waiting':
    case 'givenUp':
      return (
        <Message key="gone" organisation={organisation} title={t('gone')}>
          <p>{t('goneText')}</p>
          <Button tone="primary" onClick={() => void visit.again()}>
            {t('again')}
          </Button>
        </Message>
      );
  }
};
