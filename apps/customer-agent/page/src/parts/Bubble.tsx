import type { Message } from '@relevo/domain';
import { clock, PlainText, useLanguage } from '@relevo/ui';
import { IconExternalLink, IconLock } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A line that has not been acknowledged yet, or was refused. */
export interface PendingLine {
  readonly id: string;
  readonly text: string;
  /** The sentence why it was refused. */
  readonly problem?: string;
}

/** A line that stands in the log. Drawn once: a long talk stays quick to write in. */
export const Bubble = memo(function Bubble({
  message,
  name,
  guest,
  own,
  audience,
  state,
  details,
}: {
  message: Message;
  /** Of its author. */
  name: string;
  /** Whether they are from outside. */
  guest: boolean;
  own: boolean;
  /** What a private line says of itself; null = it is for everyone. */
  audience: string | null;
  /** What became of one's own line, in a word, and for whom. */
  state: string | undefined;
  details: string | undefined;
}) {
  const { t } = useTranslation(['customer', 'chat']);
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <div className={own ? 'bubble bubble-me' : 'bubble'} data-private={audience === null ? undefined : true}>
      <small>
        {own ? t('chat.you') : name}
        {guest && <span className="bubble-guest">{t('chat:guest')}</span>}, {clock(message.at, language)}
      </small>
      {audience !== null && (
        <small className="bubble-private">
          <IconLock size={16} aria-hidden="true" />
          {audience}
        </small>
      )}
      <PlainText
        text={message.text}
        note={(host) => (
          <small className="bubble-leaves">
            <IconExternalLink size={16} aria-hidden="true" />
            {t('chat:leaves', { host })}
          </small>
        )}
      />
      {state && (
        <small className="bubble-state">
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {state}
          </button>
          {open && <span> · {details}</span>}
        </small>
      )}
    </div>
  );
});

/** A line that is on its way, or was refused. */
export const PendingBubble = ({ line, offline }: { line: PendingLine; offline: boolean }) => {
  const { t } = useTranslation('customer');
  return (
    <div className="bubble bubble-me bubble-pending">
      <PlainText text={line.text} />
      <small className={line.problem ? 'bubble-problem' : undefined}>
        {line.problem
          ? t('chat.failed', { reason: line.problem })
          : offline
            ? t('chat.waiting')
            : t('chat.sending')}
      </small>
    </div>
  );
};
