import { Button } from '@mantine/core';
import { MAX_MESSAGE_LENGTH } from '@relevo/domain';
import { type ChatWords, useAudience, useSnapshot } from '@relevo/ui';
import { IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../use-command';
import { useAbilities, useSession, useWork } from '../use-work';
import css from './chat.module.css';
import { SendTo } from './SendTo';
import { Widening } from './Widening';

/** Where messages are written: Enter sends, Shift+Enter begins a new line. */
export const Composer = ({ words }: { words: ChatWords }) => {
  const { t } = useTranslation(['console', 'refusals']);
  const { client, draft } = useWork();
  const { session, me } = useSession();
  const refused = useAbilities()['message.post'];
  const run = useCommand();
  const field = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const line = useSnapshot(draft);
  const { text, to } = line;
  const choice = useAudience(session, me?.id ?? '', line, draft.sendTo);
  const extra = text.length - MAX_MESSAGE_LENGTH;
  const ready = extra <= 0 && choice.ready;
  const send = (): void => {
    if (text.trim() === '' || !ready) return;
    draft.write('');
    run(client.post(text.trim(), to));
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  if (refused)
    return (
      <div className={css.composer}>
        <p className={css.closed}>{t(refused, { ns: 'refusals' })}</p>
      </div>
    );
  const readers = words.readers(to, choice.gone);
  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SendTo to={to} choice={choice} words={words} />
      {choice.wider && (
        <Widening
          {...choice.wider}
          words={words}
          onAnswer={(yes) => {
            choice.widen(yes);
            field.current?.focus();
          }}
        />
      )}
      <div className={css.field} data-private={to === 'everyone' ? undefined : true}>
        {readers && (
          <p className={css.readers} id={hint} role={choice.complete ? undefined : 'alert'}>
            <IconLock size={14} stroke={2} aria-hidden="true" />
            {readers}
          </p>
        )}
        <textarea
          id="chat-message"
          ref={field}
          rows={1}
          aria-label={t('chat.write')}
          aria-describedby={readers ? hint : undefined}
          placeholder={t('chat.write')}
          value={text}
          onChange={(event) => {
            draft.write(event.currentTarget.value);
            if (choice.complete && event.currentTarget.value.trim() !== '') client.typingTo(to);
          }}
          onKeyDown={key}
        />
        <div className={css.sendRow}>
          {extra > 0 && (
            <span className={`${css.tooLong} rv-num`} role="status">
              {t('chat.tooLong', { count: extra })}
            </span>
          )}
          <Button type="submit" size="xs" disabled={!ready}>
            {t('chat.send')}
          </Button>
        </div>
      </div>
    </form>
  );
};
