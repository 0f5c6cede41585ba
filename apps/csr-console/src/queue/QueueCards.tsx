import type { DeskTicket } from '@relevo/contracts';
import { useSnapshot } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../app/use-desk';
import css from '../home/home.module.css';
import { TicketRow } from './TicketRow';

/** On the home page: who waits, the longest first, and whom to call back. Nothing for those who serve no queue. */
export const QueueCards = () => {
  const { t } = useTranslation('desk');
  const desk = useSnapshot(useDesk().queues);
  if (!desk || (!desk.serves && desk.waiting.length === 0 && desk.callBacks.length === 0)) return null;
  return (
    <>
      <Card id="waiting" title={t('waiting')} tickets={desk.waiting} empty={t('waitingNone')} />
      {desk.callBacks.length > 0 && <Card id="call-backs" title={t('callBacks')} tickets={desk.callBacks} />}
    </>
  );
};

const Card = ({
  id,
  title,
  tickets,
  empty,
}: {
  id: string;
  title: string;
  tickets: readonly DeskTicket[];
  empty?: string;
}) => (
  <section className={css.card} aria-labelledby={id}>
    <div className={css.head}>
      <h2 id={id}>{title}</h2>
      {tickets.length > 0 && <span className="rv-num">{tickets.length}</span>}
    </div>
    {tickets.length === 0 ? (
      <p className={css.quietLine}>{empty}</p>
    ) : (
      <ul>
        {tickets.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    )}
  </section>
);
