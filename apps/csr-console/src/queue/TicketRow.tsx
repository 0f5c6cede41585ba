import { Button, Tooltip } from '@mantine/core';
import type { DeskTicket } from '@relevo/contracts';
import { Avatar, LANGUAGE_NAMES, nameIn, stopwatch, useLanguage, useNow, VisuallyHidden } from '@relevo/ui';
import { IconBellRinging, IconMoon } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import home from '../home/home.module.css';
import css from './queue.module.css';
import { usePicking } from './use-picking';

/** A customer at a queue: who, what for, how long, and the way to them or why there is none. */
export const TicketRow = ({ ticket }: { ticket: DeskTicket }) => {
  const { t } = useTranslation('desk');
  const { language } = useLanguage();
  const waited = useNow() - ticket.enteredAt;
  const { busy, pick, done } = usePicking(ticket.id);
  const { name, queue, answers, callBack, escalated, here, refused } = ticket;
  const why = useWhy(ticket);
  const whyId = useId();
  const said = answers.map(({ text }) => text).join(' · ');
  return (
    <li className={css.row} data-escalated={escalated || undefined}>
      <div className={home.who}>
        <Avatar name={name} tone={escalated ? 'accent' : 'quiet'} size={32} />
        <div>
          <b className="rv-ellipsis" dir="auto">
            {name}
          </b>
          <small className="rv-ellipsis">
            {nameIn(language, queue)}
            {ticket.language !== language && ` · ${LANGUAGE_NAMES[ticket.language]}`}
          </small>
        </div>
      </div>
      <div className={css.said}>
        <span className="rv-ellipsis" dir="auto" title={said}>
          {said || '–'}
        </span>
        {callBack && (
          <small className="rv-ellipsis" dir="auto">
            {[callBack.contact, callBack.when].filter(Boolean).join(' · ')}
          </small>
        )}
        {escalated && (
          <small className={css.mark}>
            <IconBellRinging size={14} stroke={1.75} aria-hidden="true" /> {t('escalated')}
          </small>
        )}
        {!here && !callBack && (
          <small className={css.mark}>
            <IconMoon size={14} stroke={1.75} aria-hidden="true" /> {t('asleep')}
          </small>
        )}
      </div>
      <div className={`${home.time} rv-num`}>{stopwatch(waited)}</div>
      <div className={home.rowButtons}>
        {callBack && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('doneNamed', { name })}
            onClick={() => void done()}
          >
            {t('done')}
          </Button>
        )}
        <Tooltip label={why} disabled={why === undefined}>
          <Button
            size="xs"
            variant={refused === null ? 'filled' : 'default'}
            loading={busy}
            data-disabled={why !== undefined || undefined}
            aria-disabled={why !== undefined}
            aria-describedby={why === undefined ? undefined : whyId}
            aria-label={t(callBack ? 'callNamed' : 'pickNamed', { name })}
            onClick={() => why === undefined && void pick()}
          >
            {t(callBack ? 'call' : 'pick')}
          </Button>
        </Tooltip>
        {why !== undefined && (
          <VisuallyHidden>
            <span id={whyId}>{why}</span>
          </VisuallyHidden>
        )}
      </div>
    </li>
  );
};

/** Why a customer cannot be picked, in a sentence; undefined = they can. */
const useWhy = ({ refused, offer }: DeskTicket): string | undefined => {
  const { t } = useTranslation(['refusals', 'desk']);
  if (refused === null) return undefined;
  return refused === 'CUSTOMER_OFFERED' && offer ? t('desk:offeredTo', { name: offer.name }) : t(refused);
};
