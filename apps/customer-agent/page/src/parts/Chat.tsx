import type { ChatDraft, SessionSnapshot } from '@relevo/client';
import { deliveryOf, readingOf } from '@relevo/domain';
import { firstName, useChatWords, useFollow, useInSight, VisuallyHidden } from '@relevo/ui';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stay } from '../visit/stay';
import { Bubble, PendingBubble, type PendingLine } from './Bubble';
import { Button } from './Button';
import { Say } from './Say';

/** From so near the top on, what was said before is loaded, px. */
const NEAR_TOP = 200;

/** The chat of the session: lines in the order of the log, then what is still on its way. */
export const Chat = ({
  stay,
  snapshot,
  draft,
  csr,
  refused,
  onSend,
}: {
  stay: Stay;
  snapshot: SessionSnapshot;
  draft: ChatDraft;
  csr: string;
  /** Lines of ours that the server refused. */
  refused: readonly PendingLine[];
  onSend: () => void;
}) => {
  const { t } = useTranslation(['customer', 'common', 'chat']);
  const { session, conversation, marks, typing, me, moreMessages } = snapshot;
  const { messages } = conversation;
  const nameOf = useCallback(
    (id: string) => firstName(session.participants[id]?.name ?? ''),
    [session.participants],
  );
  const isGuest = useCallback(
    (id: string) => session.participants[id]?.expert !== undefined,
    [session.participants],
  );
  const words = useChatWords(me, nameOf, isGuest);
  const reading = useMemo(() => readingOf(session, messages, marks), [session, messages, marks]);
  const log = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const { atEnd, isFollowing, follow, onScroll } = useFollow(log);
  const offline = snapshot.line.status !== 'online';
  const pending: readonly PendingLine[] = [
    ...snapshot.pendingMessages.map(({ commandId, text }) => ({ id: commandId, text })),
    ...refused,
  ];
  const newest = messages.at(-1)?.id;
  useLayoutEffect(() => {
    if (isFollowing() && (newest || pending.length > 0)) follow();
  }, [newest, pending.length, isFollowing, follow]);
  useInSight(end, atEnd && messages.length > 0, () => stay.session.sawUpTo(conversation.version));
  const older = (): void => void stay.session.loadOlderMessages();
  const writes = words.typing(typing);

  return (
    <section className="card chat" aria-label={t('chat.label')}>
      <div
        className="chat-log"
        role="log"
        aria-live="polite"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
        tabIndex={0}
        ref={log}
        onScroll={() => {
          onScroll();
          if (moreMessages && (log.current?.scrollTop ?? 0) < NEAR_TOP) older();
        }}
      >
        <div className="chat-lines">
          {moreMessages && (
            <Button className="chat-older" onClick={older}>
              {t('common:olderMessages')}
            </Button>
          )}
          {messages.length + pending.length === 0 && <p className="chat-empty">{t('chat.empty')}</p>}
          {messages.map((message) => {
            const own = message.authorId === me?.id;
            const delivery = own ? deliveryOf(session, message, marks, reading) : undefined;
            const said = delivery && words.delivery(delivery);
            return (
              <Bubble
                key={message.id}
                message={message}
                own={own}
                name={nameOf(message.authorId)}
                guest={isGuest(message.authorId)}
                audience={words.privately(message)}
                state={said?.word}
                details={said?.details.join(' · ')}
              />
            );
          })}
          {pending.map((line) => (
            <PendingBubble key={line.id} line={line} offline={offline} />
          ))}
        </div>
        <div className="chat-end" ref={end} />
      </div>
      <p className="chat-typing" aria-hidden="true">
        {writes}
      </p>
      <VisuallyHidden live="polite">{writes}</VisuallyHidden>
      <Say
        session={session}
        me={me?.id ?? ''}
        csr={csr}
        draft={draft}
        words={words}
        onTyping={stay.session.typingTo}
        onSend={onSend}
      />
    </section>
  );
};
