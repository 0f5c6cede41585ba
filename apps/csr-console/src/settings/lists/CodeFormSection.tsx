import { Button, TextInput } from '@mantine/core';
import { codeForm as formSchema, type StartListsView } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import own from './lists.module.css';

/** The form of codes that are not in the list, for numbers of another system. */
export const CodeFormSection = ({
  stored,
  onStored,
}: {
  stored: string;
  onStored: (lists: StartListsView) => void;
}) => {
  const { t } = useTranslation(['starts', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const [form, setForm] = useState(stored);
  const parsed = formSchema.safeParse(form.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!parsed.success) return;
    void run(async () => {
      onStored(await rest.setCodeForm({ codeForm: parsed.data }));
      notices.done(t('lists.done.saved'));
    });
  };
  return (
    <form className={css.card} onSubmit={submit} noValidate>
      <section aria-labelledby="code-form">
        <div>
          <h2 id="code-form">{t('codes.formTitle')}</h2>
          <p className={css.text}>{t('codes.formText')}</p>
        </div>
        <div className={own.formRow}>
          <TextInput
            aria-label={t('codes.form')}
            placeholder="SC-#####"
            maxLength={40}
            value={form}
            error={parsed.success ? undefined : t('codes.formWrong')}
            onChange={(event) => setForm(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={busy}
            disabled={!parsed.success || form.trim() === stored}
          >
            {t('common:save')}
          </Button>
        </div>
        <Refusal problem={problem} />
      </section>
    </form>
  );
};
