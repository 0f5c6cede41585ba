import { Button } from '@mantine/core';
import { Avatar, clock, dateTime, firstName, PlainText, useLanguage } from '@relevo/ui';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/use-desk';
import { useSession, useWork } from '../use-work';
import { Composer } from './Composer';
import { chatLines } from './chat-lines';
import css from './panel.module.css';

/** How near the end one must be to be carried along with new lines, in px. */
const NEAR = 48;

/** What was said in the session. Lines that wait for the server stand last and paler. */
export const ChatPanel = () => {
  const { t } = useTranslation(['console', 'common']);
  const { client } = useWork();
  const snapshot = useSession();
  const { session, conversation, pendingMessages, moreMessages, me, sessionId } = snapshot;
  const { language } = useLanguage();
  const { tabs } = useDesk();
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const lines = chatLines(snapshot);
  const count = lines.length + pendingMessages.length;

  useLayoutEffect(() => {
    const element = log.current;
    if (count > 0 && element && follows.current) element.scrollTop = element.scrollHeight;
  }, [count]);
  useEffect(() => {
    const read = (): void => {
      if (document.visibilityState === 'visible') tabs.read(sessionId, conversation.version);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [tabs, sessionId, conversation.version]);

  const nameOf = (id: string): string => session.participants[id]?.name ?? t('event.somebody');
  return (
    <>
      <div
        className={css.log}
        role="log"
        aria-label={t('chat.log')}
        ref={log}
        onScroll={({ currentTarget: box }) => {
          follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
        }}
      >
        {moreMessages && (
          <Button
            size="compact-sm"
            variant="subtle"
            className={css.older}
            onClick={() => void client.loadOlderMessages()}
          >
            {t('chat.older')}
          </Button>
        )}
        {count === 0 && (
          <div className={css.nothing}>
            <b>{t('chat.empty')}</b>
            <p>{t('chat.emptyText')}</p>
          </div>
        )}
        {lines.map((line) =>
          line.kind === 'message' ? (
            <article key={line.message.id} className={css.message}>
              <Avatar
                name={nameOf(line.message.authorId)}
                tone={line.message.authorId === me?.id ? 'accent' : 'quiet'}
              />
              <header>
                <b className="rv-ellipsis" dir="auto">
                  {line.message.authorId === me?.id ? t('common:you') : nameOf(line.message.authorId)}
                </b>
                {line.message.to !== 'everyone' && <small>{t('chat.privately')}</small>}
                <time
                  className="rv-num"
                  dateTime={new Date(line.at).toISOString()}
                  title={dateTime(line.at, language)}
                >
                  {clock(line.at, language)}
                </time>
              </header>
              <PlainText text={line.message.text} />
            </article>
          ) : (
            <div key={line.key} className={css.system}>
              <span className="rv-num">
                {t(`chat.${line.kind}`, { name: firstName(line.name), time: clock(line.at, language) })}
              </span>
            </div>
          ),
        )}
        {pendingMessages.map((message) => (
          <article key={message.commandId} className={css.message} data-pending>
            <Avatar name={me?.name ?? '?'} tone="accent" />
            <header>
              <b>{t('common:you')}</b>
              <small>{t('chat.sending')}</small>
            </header>
            <PlainText text={message.text} />
          </article>
        ))}
      </div>
      <Composer />
    </>
  );
};
