import { deliveryOf, readingOf } from '@relevo/domain';
import { clock, firstName, useChatWords, useLanguage, useSnapshot, VisuallyHidden } from '@relevo/ui';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/use-desk';
import { unreadOf } from '../../session/unread';
import { useSession, useWork } from '../use-work';
import { ChatList } from './ChatList';
import { ChatMessage, DeliveryMark } from './ChatMessage';
import { Composer } from './Composer';
import css from './chat.module.css';
import { type ChatLine, chatLines } from './chat-lines';

/** What was said in the session, and where the next line is written. Lines that wait for the server stand last and paler. */
export const ChatPanel = () => {
  const { t } = useTranslation(['console', 'chat']);
  const { client } = useWork();
  const snapshot = useSession();
  const { session, conversation, marks, typing, moreMessages, me, sessionId } = snapshot;
  const { language } = useLanguage();
  const { tabs } = useDesk();
  const { seen } = useSnapshot(tabs);
  const nameOf = useCallback(
    (id: string): string => session.participants[id]?.name ?? t('event.somebody'),
    [session.participants, t],
  );
  const isGuest = useCallback(
    (id: string): boolean => session.participants[id]?.expert !== undefined,
    [session.participants],
  );
  const words = useChatWords(me, nameOf, isGuest);
  const lines = chatLines(snapshot);
  const reading = useMemo(
    () => readingOf(session, conversation.messages, marks),
    [session, conversation.messages, marks],
  );
  const read = (): void => {
    tabs.read(sessionId, conversation.version);
    client.sawUpTo(conversation.version);
  };

  const draw = (line: ChatLine) => {
    if (line.kind === 'pending')
      return (
        <ChatMessage
          text={line.message.text}
          at={undefined}
          seq={undefined}
          own
          name={me?.name ?? '?'}
          guest={isGuest(me?.id ?? '')}
          audience={words.privately({ authorId: me?.id ?? '', to: line.message.to })}
        />
      );
    if (line.kind !== 'message')
      return (
        <div className={css.system}>
          <span className="rv-num">
            {t(`chat.${line.kind}`, { name: firstName(line.name), time: clock(line.at, language) })}
          </span>
        </div>
      );
    const { message } = line;
    const own = message.authorId === me?.id;
    const delivery = own ? deliveryOf(session, message, marks, reading) : undefined;
    return (
      <ChatMessage
        text={message.text}
        at={message.at}
        seq={message.seq}
        own={own}
        name={nameOf(message.authorId)}
        guest={isGuest(message.authorId)}
        audience={words.privately(message)}
      >
        {delivery && <DeliveryMark state={delivery.state} words={words.delivery(delivery)} />}
      </ChatMessage>
    );
  };

  const writes = words.typing(typing);
  return (
    <>
      {lines.length === 0 ? (
        <div className={css.nothing} role="log" aria-label={t('chat.log')}>
          <b>{t('chat.empty')}</b>
          <p>{t('chat.emptyText')}</p>
        </div>
      ) : (
        <ChatList
          lines={lines}
          unread={unreadOf(snapshot, seen[sessionId])}
          more={moreMessages}
          onOlder={() => void client.loadOlderMessages()}
          onRead={read}
        >
          {draw}
        </ChatList>
      )}
      <VisuallyHidden live="polite">{newest(snapshot, words, t)}</VisuallyHidden>
      <p className={css.typing} aria-live="off">
        {writes}
      </p>
      <Composer words={words} />
    </>
  );
};

/** The newest line of somebody else, for those who hear the page. */
const newest = (
  { conversation, me }: ReturnType<typeof useSession>,
  words: ReturnType<typeof useChatWords>,
  t: ReturnType<typeof useTranslation<['console', 'chat']>>['t'],
): string => {
  const last = conversation.messages.at(-1);
  if (!last || last.authorId === me?.id) return '';
  const [name, audience] = [words.names([last.authorId]), words.privately(last)];
  return audience === null
    ? t('chat:said', { name, text: last.text })
    : t('chat:saidPrivately', { name, audience, text: last.text });
};
