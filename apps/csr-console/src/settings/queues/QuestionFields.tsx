import { ActionIcon, Button, Checkbox, Fieldset, TextInput } from '@mantine/core';
import { MAX_FIELDS } from '@relevo/domain';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NamesFields } from '../lists/NamesFields';
import css from '../settings.module.css';
import type { QueueDraft } from './queue-draft';
import own from './queues.module.css';

type Fields = QueueDraft['fields'];

/** What a queue asks besides the name. */
export const QuestionFields = ({
  fields,
  wrong,
  onChange,
}: {
  fields: Fields;
  wrong: (at: number) => string | undefined;
  onChange: (fields: Fields) => void;
}) => {
  const { t } = useTranslation(['desk', 'starts']);
  const change = (at: number, over: Partial<Fields[number]>): void =>
    onChange(fields.map((field, place) => (place === at ? { ...field, ...over } : field)));
  return (
    <Fieldset
      legend={t('queues.questions')}
      variant="unstyled"
      classNames={{ root: own.fieldset, legend: own.legend }}
    >
      <div className={own.list}>
        <p className={css.text}>{t('queues.questionsHint')}</p>
        {fields.map((field, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- questions have no other name than their place
          <div key={at} className={own.questionAll}>
            <div className={own.question}>
              <TextInput
                aria-label={t('queues.question', { number: at + 1 })}
                value={field.label}
                error={wrong(at)}
                onChange={(event) => change(at, { label: event.currentTarget.value })}
              />
              <Checkbox
                label={t('queues.required')}
                checked={field.required}
                onChange={(event) => change(at, { required: event.currentTarget.checked })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('queues.removeQuestion', { number: at + 1 })}
                onClick={() => onChange(fields.filter((_, place) => place !== at))}
              >
                <IconX size={18} stroke={1.75} aria-hidden="true" />
              </ActionIcon>
            </div>
            <details open={Object.keys(field.names).length > 0}>
              <summary className={css.text}>{t('starts:types.names')}</summary>
              <NamesFields
                names={field.names}
                of={t('queues.question', { number: at + 1 })}
                wrong={() => undefined}
                onChange={(names) => change(at, { names })}
              />
            </details>
          </div>
        ))}
        <div className={css.row}>
          <Button
            size="xs"
            variant="default"
            disabled={fields.length >= MAX_FIELDS}
            onClick={() => onChange([...fields, { label: '', names: {}, required: false }])}
          >
            {t('queues.addQuestion')}
          </Button>
        </div>
      </div>
    </Fieldset>
  );
};
