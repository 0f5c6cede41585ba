import { Button } from '@mantine/core';
import { MAX_MESSAGE_LENGTH } from '@relevo/domain';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../use-command';
import { useAbilities, useWork } from '../use-work';
import css from './panel.module.css';

/** Where messages are written: Enter sends, Shift+Enter begins a new line. */
export const Composer = () => {
  const { t } = useTranslation(['console', 'refusals']);
  const { client } = useWork();
  const refused = useAbilities()['message.post'];
  const run = useCommand();
  const [text, setText] = useState('');
  const extra = text.length - MAX_MESSAGE_LENGTH;
  const send = (): void => {
    if (text.trim() === '' || extra > 0) return;
    setText('');
    run(client.post(text.trim()));
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
  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={css.to}>
        {t('chat.to')} <b>{t('chat.everyone')}</b>
      </div>
      <div className={css.field}>
        <textarea
          id="chat-message"
          rows={1}
          aria-label={t('chat.write')}
          placeholder={t('chat.write')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={key}
        />
        <div className={css.sendRow}>
          {extra > 0 && (
            <span className={`${css.tooLong} rv-num`} role="status">
              {t('chat.tooLong', { count: extra })}
            </span>
          )}
          <Button type="submit" size="xs" disabled={extra > 0}>
            {t('chat.send')}
          </Button>
        </div>
      </div>
    </form>
  );
};
