import { Button, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { email as emailSchema } from '@relevo/contracts';
import { useNow } from '@relevo/ui';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';
import { FormProblem, type Problem, waitsUntil } from './FormProblem';

/** Asks for a link to choose a new password. It says the same whether there is such an account or not (SEC-A5). */
export const ForgottenPage = () => {
  const { t } = useTranslation(['sending', 'console']);
  const { rest } = useSignedInStore();
  const [sends, setSends] = useState(true);
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string>();
  const mustWait = waitsUntil(problem) > useNow();
  useTitle(t('forgot.title'));
  useEffect(() => {
    rest.site().then(
      (site) => setSends(site.sends.email),
      () => undefined,
    );
  }, [rest]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const parsed = emailSchema.safeParse(email.trim());
    setWrong(!parsed.success);
    if (!parsed.success) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await rest.forgottenPassword({ email: parsed.data });
      setDone(parsed.data);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setProblem({ body: error.body, at: Date.now() });
    } finally {
      setBusy(false);
    }
  };
  const back = (
    <p className={css.note}>
      <Link to="/sign-in" search={{}}>
        {t('forgot.back')}
      </Link>
    </p>
  );
  if (done !== undefined)
    return (
      <AuthFrame title={t('forgot.doneTitle')} lead={t('forgot.done', { email: done })}>
        {back}
      </AuthFrame>
    );
  if (!sends)
    return (
      <AuthFrame title={t('forgot.title')} lead={t('forgot.off')}>
        {back}
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('forgot.title')} lead={t('forgot.lead')}>
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FormProblem problem={problem} />}
        <TextInput
          label={t('console:signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={wrong && t('console:signIn.emailInvalid')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={busy} disabled={mustWait}>
          {t('forgot.submit')}
        </Button>
      </form>
      {back}
    </AuthFrame>
  );
};
