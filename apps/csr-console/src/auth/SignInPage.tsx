import { Button, PasswordInput, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { email as emailSchema } from '@relevo/contracts';
import { useLanguage, useNow } from '@relevo/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';
import { FormProblem, type Problem, waitsUntil } from './FormProblem';

/** Sign in with e-mail and password. */
export const SignInPage = () => {
  const { t } = useTranslation('console');
  const store = useSignedInStore();
  const { setLanguage } = useLanguage();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const [organisation, setOrganisation] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<{ email?: string; password?: string }>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const mustWait = waitsUntil(problem) > useNow();

  useEffect(() => {
    document.title = `${t('signIn.title')} · Relevo`;
  }, [t]);
  useEffect(() => {
    store.rest.site().then(
      (site) => setOrganisation(site.organisation),
      () => undefined,
    );
  }, [store]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = {
      email: emailSchema.safeParse(email).success ? undefined : t('signIn.emailInvalid'),
      password: password === '' ? t('signIn.passwordMissing') : undefined,
    };
    setWrong(missing);
    if (missing.email || missing.password) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const account = await store.rest.signIn({ email, password });
      setLanguage(account.language);
      store.entered(account);
      await navigate({ to: to ?? '/' });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setProblem({ body: error.body, at: Date.now() });
      setPassword('');
    } finally {
      setBusy(false);
    }
  };

  return (
    <AuthFrame
      title={t('signIn.title')}
      lead={to ? t('signIn.again') : organisation ? t('signIn.lead', { organisation }) : ' '}
    >
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FormProblem problem={problem} />}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={wrong.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          value={password}
          error={wrong.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={busy} disabled={mustWait}>
          {t('signIn.submit')}
        </Button>
      </form>
      <p className={css.note}>{t('signIn.noAccount')}</p>
    </AuthFrame>
  );
};
