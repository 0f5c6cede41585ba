import { Button } from '@mantine/core';
import type { DeskTicket } from '@relevo/contracts';
import { Avatar, countdown, nameIn, useLanguage, useNow, useSnapshot } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import css from '../app/rings.module.css';
import { useDesk } from '../app/use-desk';
import { usePicking } from './use-picking';

/** Customers who are offered to this person now, over whatever page is open. */
export const Offers = () => {
  const desk = useSnapshot(useDesk().queues);
  const now = useNow();
  const mine = desk?.waiting.filter(({ offer }) => offer?.mine && now < offer.until) ?? [];
  return mine.map((ticket) => <Offer key={ticket.id} ticket={ticket} now={now} />);
};

const Offer = ({ ticket, now }: { ticket: DeskTicket; now: number }) => {
  const { t } = useTranslation('desk');
  const { language } = useLanguage();
  const { busy, pick, pass } = usePicking(ticket.id);
  const { name, queue, answers, offer } = ticket;
  const title = t('offer.title', { name });
  return (
    <section className={css.ring} role="alertdialog" aria-label={title}>
      <div className={css.top}>
        <Avatar name={name} tone="accent" size={32} />
        <div>
          <b dir="auto">{title}</b>
          <small className="rv-num">
            {t('offer.left', { time: countdown((offer?.until ?? now) - now) })}
          </small>
        </div>
      </div>
      <p>
        <span>{nameIn(language, queue)}</span>
        {answers[0] && <span dir="auto"> · {answers[0].text}</span>}
      </p>
      <div className={css.buttons}>
        <Button
          variant="default"
          disabled={busy}
          aria-label={t('offer.passNamed', { name })}
          onClick={() => void pass()}
        >
          {t('offer.pass')}
        </Button>
        <Button loading={busy} aria-label={t('pickNamed', { name })} onClick={() => void pick()}>
          {t('pick')}
        </Button>
      </div>
    </section>
  );
};
