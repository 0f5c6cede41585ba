import { Tooltip } from '@mantine/core';
import type { Delivery } from '@relevo/domain';
import { Avatar, type DeliveryWords, Moment, PlainText } from '@relevo/ui';
import { IconCheck, IconChecks, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import css from './chat.module.css';

/** One line of the chat, in its place or on its way. */
export const ChatMessage = memo(function ChatMessage({
  text,
  at,
  name,
  guest,
  own,
  seq,
  audience,
  children,
}: {
  text: string;
  /** undefined = it waits for the server. */
  at: number | undefined;
  /** Of its author. */
  name: string;
  /** Whether they are from outside. */
  guest: boolean;
  own: boolean;
  seq: number | undefined;
  /** What a private line says of itself; null = it is for everyone. */
  audience: string | null;
  /** What became of it. */
  children?: React.ReactNode;
}) {
  const { t } = useTranslation(['console', 'common', 'chat']);
  return (
    <article
      className={css.message}
      data-seq={seq}
      data-pending={at === undefined ? true : undefined}
      data-private={audience === null ? undefined : true}
    >
      <Avatar name={name} tone={own ? 'accent' : 'quiet'} />
      <header>
        <b className="rv-ellipsis" dir="auto">
          {own ? t('common:you') : name}
        </b>
        {guest && <small className={css.guest}>{t('chat:guest')}</small>}
        {audience !== null && (
          <small className={css.audience}>
            <IconLock size={13} stroke={2} aria-hidden="true" />
            <span className="rv-ellipsis">{audience}</span>
          </small>
        )}
        {at === undefined ? <small>{t('chat.sending')}</small> : <Moment at={at} />}
        {children}
      </header>
      <PlainText text={text} />
    </article>
  );
});

const ICONS = { sent: IconCheck, delivered: IconChecks, read: IconChecks } as const;

/** What became of one's own line; the names under the pointer, or when it is pressed. */
export const DeliveryMark = memo(function DeliveryMark({
  state,
  words: { word, details },
}: {
  state: Delivery['state'];
  words: DeliveryWords;
}) {
  const Icon = ICONS[state];
  return (
    <Tooltip label={details.join('\n')} multiline className={css.details} events={TOUCH}>
      <button
        type="button"
        className={css.delivery}
        data-state={state}
        aria-label={`${word}. ${details.join('. ')}`}
      >
        <Icon size={15} stroke={2} aria-hidden="true" />
        <span aria-hidden="true">{word}</span>
      </button>
    </Tooltip>
  );
});

const TOUCH = { hover: true, focus: true, touch: true } as const;
