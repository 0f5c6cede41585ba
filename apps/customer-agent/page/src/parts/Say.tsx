import type { ChatDraft } from '@relevo/client';
import { type Audience, MAX_MESSAGE_LENGTH, type SessionState } from '@relevo/domain';
import { type AudienceChoice, type ChatWords, useAudience, useSnapshot } from '@relevo/ui';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

/** Where a line is written, and to whom it goes when several are here. */
export const Say = ({
  session,
  me,
  csr,
  draft,
  words,
  onTyping,
  onSend,
}: {
  session: SessionState;
  me: string;
  csr: string;
  draft: ChatDraft;
  words: ChatWords;
  onTyping: (to: Audience) => void;
  onSend: () => void;
}) => {
  const { t } = useTranslation(['customer', 'chat']);
  const hint = useId();
  const line = useSnapshot(draft);
  const { text, to } = line;
  const choice = useAudience(session, me, line, draft.sendTo);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '' && choice.ready) onSend();
  };
  // With one who helps and nobody else there is nothing to choose.
  const alone = Object.values(session.participants).filter(({ status }) => status === 'joined').length <= 2;
  const readers = words.readers(to, choice.gone);
  const label = t('chat.write', { csr: typeof to === 'string' ? csr : words.audience(to) });
  return (
    <form className="say" onSubmit={submit} data-private={to === 'everyone' ? undefined : true}>
      {(!alone || to !== 'everyone') && <SendTo to={to} choice={choice} words={words} />}
      {readers && (
        <p className="say-readers" id={hint} role={choice.complete ? undefined : 'alert'}>
          <IconLock size={18} aria-hidden="true" />
          {readers}
        </p>
      )}
      {choice.wider && (
        <div className="say-wider" role="alert">
          <p>
            {t('chat:widen', {
              before: words.audience(choice.wider.before),
              names: words.names(choice.wider.readers.map(({ id }) => id)),
            })}
          </p>
          <Button tone="primary" autoFocus onClick={() => choice.widen(false)}>
            {t('chat:widen.no')}
          </Button>
          <Button onClick={() => choice.widen(true)}>
            {t('chat:widen.yes', { after: words.audience(choice.wider.to) })}
          </Button>
        </div>
      )}
      <div className="say-line">
        <input
          value={text}
          maxLength={MAX_MESSAGE_LENGTH}
          placeholder={label}
          aria-label={label}
          aria-describedby={readers ? hint : undefined}
          autoComplete="off"
          onChange={({ target: { value } }) => {
            draft.write(value);
            if (choice.complete && value.trim() !== '') onTyping(to);
          }}
        />
        <Button type="submit" tone="primary" disabled={!choice.ready}>
          {t('chat.send')}
        </Button>
      </div>
    </form>
  );
};

/** W15: a phone's own list of choices, which every thumb knows. */
const SendTo = ({ to, choice, words }: { to: Audience; choice: AudienceChoice; words: ChatWords }) => {
  const { t } = useTranslation('chat');
  const id = useId();
  const named = typeof to === 'string' ? to : to.join(' ');
  const known = choice.people.some((person) => person.id === named) || typeof to === 'string';
  return (
    <div className="say-to">
      <label htmlFor={id}>{t('to')}</label>
      <select
        id={id}
        value={named}
        onChange={({ target: { value } }) =>
          choice.choose(value === 'everyone' || value === 'csrs' ? value : [value])
        }
      >
        <option value="everyone">{words.audience('everyone')}</option>
        <option value="csrs">{words.audience('csrs')}</option>
        {choice.people.map((person) => (
          <option key={person.id} value={person.id}>
            {words.audience([person.id])}
          </option>
        ))}
        {!known && (
          <option value={named} disabled>
            {words.audience(to)}
          </option>
        )}
      </select>
    </div>
  );
};
