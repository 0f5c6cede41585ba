import { Button, Skeleton, TextInput } from '@mantine/core';
import type { ErrorCode, StartDefaults, StartListsView } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { firstChoice, problemOf } from '../../starts/choice';
import { LabelFields } from '../../starts/LabelFields';
import { useStartLists } from '../../starts/use-start-lists';
import css from '../settings.module.css';

/** What one press of "Start session" takes (W4). */
export const DefaultsSection = () => {
  const { t } = useTranslation('starts');
  const known = useStartLists();
  return (
    <section aria-labelledby="defaults-title">
      <div>
        <h2 id="defaults-title">{t('defaults.title')}</h2>
        <p className={css.text}>{t('defaults.text')}</p>
      </div>
      {known ? <DefaultsForm {...known} /> : <Skeleton height={160} aria-busy="true" />}
    </section>
  );
};

const DefaultsForm = ({ lists, defaults }: { lists: StartListsView; defaults: StartDefaults }) => {
  const { t } = useTranslation(['starts', 'console']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [choice, setChoice] = useState(firstChoice(lists, defaults));
  const [problem, setProblem] = useState<ErrorCode>();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = problemOf(choice, lists);
    setProblem(wrong);
    if (wrong) return;
    const { typeId, code, subject } = choice;
    try {
      await rest.saveStartDefaults({ typeId, code, subject });
      notices.done(t('defaults.saved'));
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)} noValidate>
      <LabelFields lists={lists} choice={choice} problem={problem} withoutName onChange={setChoice} />
      <TextInput
        label={t('console:home.subject')}
        description={t('console:home.subjectHint')}
        maxLength={140}
        value={choice.subject}
        onChange={(event) => setChoice({ ...choice, subject: event.currentTarget.value })}
      />
      <div className={css.buttons}>
        <Button type="submit" variant="default">
          {t('defaults.save')}
        </Button>
      </div>
    </form>
  );
};
