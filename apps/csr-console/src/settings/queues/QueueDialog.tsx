import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { addQueueBody, type QueueList, type QueueView } from '@relevo/contracts';
import { ASSIGNMENTS, type Assignment, MAX_WRAP_UP_SECONDS } from '@relevo/domain';
import { nameIn, useLanguage } from '@relevo/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { useStartLists } from '../../starts/use-start-lists';
import { isWrong } from '../is-wrong';
import { givenNames, NamesFields } from '../lists/NamesFields';
import { Refusal } from '../Refusal';
import { SaveButtons } from '../SaveButtons';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { HoursFields } from './HoursFields';
import { QuestionFields } from './QuestionFields';
import { draftOf, newQueue, type QueueDraft, slugOf } from './queue-draft';
import { ServedByFields } from './ServedByFields';

/** Adds a queue, or changes one. */
export const QueueDialog = ({
  queue,
  onClose,
  onSaved,
}: {
  queue: QueueView | undefined;
  onClose: () => void;
  onSaved: (list: QueueList) => void;
}) => {
  const { t } = useTranslation(['desk', 'starts', 'common']);
  const { rest } = useSignedInStore();
  const { language } = useLanguage();
  const lists = useStartLists()?.lists;
  const { busy, problem, run } = useAction();
  const [draft, setDraft] = useState<QueueDraft>(() =>
    queue
      ? draftOf(queue)
      : newQueue(Intl.DateTimeFormat().resolvedOptions().timeZone, t('queues.firstQuestion')),
  );
  const [ownSlug, setOwnSlug] = useState(queue !== undefined);
  const [tried, setTried] = useState(false);
  const put = (over: Partial<QueueDraft>): void => setDraft((before) => ({ ...before, ...over }));
  const parsed = addQueueBody.safeParse({
    ...draft,
    names: givenNames(draft.names),
    fields: draft.fields.map((field) => ({ ...field, names: givenNames(field.names) })),
  });
  const wrong = (words: string, ...path: string[]): string | undefined =>
    tried && isWrong(parsed, ...path) ? words : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!parsed.success) return;
    void run(async () =>
      onSaved(
        queue
          ? await rest.changeQueue(queue.id, { ...parsed.data, archived: queue.archived })
          : await rest.addQueue(parsed.data),
      ),
    );
  };
  const types = lists?.types.filter(({ archived }) => !archived) ?? [];
  return (
    <Dialog opened onClose={onClose} title={t(queue ? 'queues.editTitle' : 'queues.add')} size={600}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('queues.name')}
          data-autofocus
          value={draft.name}
          error={wrong(t('queues.nameWrong'), 'name')}
          onChange={({ currentTarget: { value } }) =>
            put({ name: value, ...(!ownSlug && { slug: slugOf(value) }) })
          }
        />
        <details open={Object.keys(draft.names).length > 0}>
          <summary className={css.text}>{t('starts:types.names')}</summary>
          <NamesFields
            names={draft.names}
            of={t('queues.name')}
            wrong={(one) => wrong(t('queues.nameWrong'), 'names', one)}
            onChange={(names) => put({ names })}
          />
        </details>
        <TextInput
          label={t('queues.address')}
          description={`${location.origin}/q/${draft.slug}`}
          value={draft.slug}
          error={wrong(t('queues.slugWrong'), 'slug')}
          onChange={({ currentTarget: { value } }) => {
            setOwnSlug(true);
            put({ slug: value });
          }}
        />
        <QuestionFields
          fields={draft.fields}
          wrong={(at) => wrong(t('queues.questionWrong'), 'fields', String(at))}
          onChange={(fields) => put({ fields })}
        />
        <HoursFields
          hours={draft.hours}
          onChange={({ zone, spans }) => put({ hours: { zone, spans: [...spans] } })}
        />
        <ServedByFields
          servedBy={draft.servedBy}
          problem={wrong(t('queues.peopleMissing'), 'servedBy')}
          onChange={(servedBy) => put({ servedBy })}
        />
        <Select
          label={t('queues.assignment')}
          data={ASSIGNMENTS.map((value) => ({ value, label: t(`queues.assignment.${value}`) }))}
          allowDeselect={false}
          value={draft.assignment}
          onChange={(value) => put({ assignment: value as Assignment })}
        />
        <NumberInput
          label={t('queues.escalate')}
          description={t('queues.escalateHint')}
          min={10}
          max={86_400}
          allowDecimal={false}
          value={draft.escalateSeconds ?? ''}
          onChange={(value) => put({ escalateSeconds: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          label={t('queues.wrapUp')}
          description={t('queues.wrapUpHint')}
          min={0}
          max={MAX_WRAP_UP_SECONDS}
          allowDecimal={false}
          value={draft.wrapUpSeconds}
          onChange={(value) => put({ wrapUpSeconds: typeof value === 'number' ? value : 0 })}
        />
        <Checkbox
          label={t('queues.callBacks')}
          checked={draft.callBacks}
          onChange={(event) => put({ callBacks: event.currentTarget.checked })}
        />
        {types.length > 0 && (
          <Select
            label={t('starts:start.type')}
            data={types.map((type) => ({ value: type.id, label: nameIn(language, type) }))}
            clearable
            value={draft.typeId}
            onChange={(typeId) => put({ typeId })}
          />
        )}
        {lists && (lists.codes.length > 0 || lists.codeForm !== '') && (
          <TextInput
            label={t('starts:start.code')}
            value={draft.code ?? ''}
            onChange={({ currentTarget: { value } }) => put({ code: value === '' ? null : value })}
          />
        )}
        <Refusal problem={problem} />
        <SaveButtons busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
};
