import type { Message } from '@relevo/domain';
import { clock, PlainText, useLanguage } from '@relevo/ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

/** A line that has not been acknowledged yet, or was refused. */
export interface PendingLine {
  readonly id: string;
  readonly text: string;
  /** The sentence why it was refused. */
  readonly problem?: string;
}

/** The chat of the session: lines in the order of the log, then what is still on its way. */
export const Chat = ({
  me,
  csr,
  nameOf,
  messages,
  pending,
  offline,
  onSend,
}: {
  me: string;
  csr: string;
  nameOf: (participantId: string) => string;
  messages: readonly Message[];
  pending: readonly PendingLine[];
  offline: boolean;
  onSend: (text: string) => void;
}) => {
  const { t } = useTranslation('customer');
  const { language } = useLanguage();
  const [text, setText] = useState('');
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no way to clean up.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [messages.length, pending.length]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    onSend(text.trim());
    setText('');
  };
  return (
    <section className="card chat" aria-label={t('chat.label')}>
      <div className="chat-log" role="log" aria-live="polite">
        {messages.length + pending.length === 0 && <p className="chat-empty">{t('chat.empty')}</p>}
        {messages.map((message) => (
          <div key={message.id} className={message.authorId === me ? 'bubble bubble-me' : 'bubble'}>
            <small>
              {message.authorId === me ? t('chat.you') : nameOf(message.authorId)},{' '}
              {clock(message.at, language)}
            </small>
            <PlainText text={message.text} />
          </div>
        ))}
        {pending.map((line) => (
          <div key={line.id} className="bubble bubble-me bubble-pending">
            <PlainText text={line.text} />
            <small className={line.problem ? 'bubble-problem' : undefined}>
              {line.problem
                ? t('chat.failed', { reason: line.problem })
                : offline
                  ? t('chat.waiting')
                  : t('chat.sending')}
            </small>
          </div>
        ))}
        <div ref={end} />
      </div>
      <form className="say" onSubmit={submit}>
        <input
          value={text}
          maxLength={4000}
          placeholder={t('chat.write', { csr })}
          aria-label={t('chat.write', { csr })}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" tone="primary">
          {t('chat.send')}
        </Button>
      </form>
    </section>
  );
};
