import { Button, TextInput } from '@mantine/core';
import type { TrialView } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Sends something to see whether it arrives; what the other side said stands below. */
export const Trial = ({
  type,
  label,
  check,
  wrong,
  attempt,
}: {
  type: 'email' | 'tel';
  label: string;
  check: (to: string) => boolean;
  wrong: string;
  attempt: (to: string) => Promise<TrialView>;
}) => {
  const { t } = useTranslation('sending');
  const { busy, problem, run } = useAction();
  const [to, setTo] = useState('');
  const [bad, setBad] = useState(false);
  const [trial, setTrial] = useState<TrialView>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTrial(undefined);
    setBad(!check(to));
    if (check(to)) void run(async () => setTrial(await attempt(to)));
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={css.row} style={{ alignItems: 'flex-end' }}>
        <TextInput
          style={{ flex: 1 }}
          type={type}
          label={t('settings.tryTo')}
          placeholder={label}
          value={to}
          error={bad && wrong}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy}>
          {t('settings.try')}
        </Button>
      </div>
      <Refusal problem={problem} />
      {trial && (
        <p className={trial.failure ? css.problem : css.text} role="status">
          {trial.failure ? t(`failure.${trial.failure}`) : t('settings.tried')}
          {trial.answer !== '' && ` ${t('settings.answer', { answer: trial.answer })}`}
        </p>
      )}
    </form>
  );
};
