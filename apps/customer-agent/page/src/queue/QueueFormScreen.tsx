import type { ErrorCode, QueueDoor } from '@relevo/contracts';
import { MAX_ANSWER_LENGTH } from '@relevo/domain';
import { inWords, nameIn, useLanguage } from '@relevo/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/Button';
import { Message } from '../screens/Message';
import { CallBackFields } from './CallBackFields';
import { useExpected } from './expected';
import { Field } from './Field';
import { Hours } from './Hours';
import type { QueueForm } from './queue-visit';
import { queueName } from './saved-ticket';

/** The short form at the door: to get in line, or, when nobody is there, to be called back. */
export const QueueFormScreen = ({
  door,
  problem,
  onEnter,
}: {
  door: QueueDoor;
  problem: ErrorCode | null;
  onEnter: (form: QueueForm) => Promise<void>;
}) => {
  const { t } = useTranslation('queue');
  const { t: sentence } = useTranslation('refusals');
  const { language } = useLanguage();
  const expected = useExpected();
  const [name, setName] = useState(queueName);
  const [answers, setAnswers] = useState<readonly string[]>(door.fields.map(() => ''));
  const [contact, setContact] = useState('');
  const [when, setWhen] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = (text: string, words: string) => tried && text.trim() === '' && words;
  const open = door.open && problem !== 'QUEUE_CLOSED';
  const complete =
    name.trim() !== '' &&
    (open || contact.trim() !== '') &&
    door.fields.every(({ required }, at) => !required || (answers[at] ?? '').trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!complete) return;
    setBusy(true);
    const callBack = open ? null : { contact: contact.trim(), when: when.trim() };
    const form = { name: name.trim(), answers: answers.map((text) => text.trim()), language, callBack };
    void onEnter(form).finally(() => setBusy(false));
  };
  const opensAt =
    door.opensAt !== null &&
    inWords(door.opensAt, language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
  return (
    <Message organisation={door.organisation} title={nameIn(language, door)}>
      {open ? (
        <>
          <p>{t('lead', { organisation: door.organisation })}</p>
          <p className="quiet">
            {door.waiting === 0
              ? t('aheadNone')
              : `${t('ahead', { count: door.waiting })} ${expected(door.expectedMs)}`}
          </p>
        </>
      ) : (
        <div className="closed">
          <b>{t('closed')}</b>
          {opensAt && <p>{t('opensAt', { when: opensAt })}</p>}
        </div>
      )}
      {(open || door.callBacks) && (
        <form onSubmit={submit} noValidate>
          {!open && <h2>{t('callTitle')}</h2>}
          <Field
            label={t('name')}
            autoComplete="name"
            maxLength={80}
            value={name}
            problem={missing(name, t('nameMissing'))}
            onChange={setName}
          />
          {door.fields.map((field, at) => (
            <Field
              // The questions of a queue have no other name than their place.
              key={`${at}-${field.label}`}
              label={nameIn(language, { name: field.label, names: field.names })}
              optional={!field.required}
              maxLength={MAX_ANSWER_LENGTH}
              value={answers[at] ?? ''}
              problem={field.required && missing(answers[at] ?? '', t('missing'))}
              onChange={(text) => setAnswers((all) => all.with(at, text))}
            />
          ))}
          {!open && (
            <CallBackFields
              contact={contact}
              when={when}
              tried={tried}
              onContact={setContact}
              onWhen={setWhen}
            />
          )}
          {problem && !busy && (
            <p className="field-problem" role="alert">
              {sentence(problem)}
            </p>
          )}
          <Button type="submit" tone="primary" hero disabled={busy}>
            {busy ? t('entering') : t(open ? 'enter' : 'call')}
          </Button>
        </form>
      )}
      <Hours hours={door.hours} />
    </Message>
  );
};
