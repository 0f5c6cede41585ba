import { Button, PasswordInput, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { type AccountView, email as emailSchema } from '@relevo/contracts';
import { useNow } from '@relevo/ui';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrganisation } from '../app/use-organisation';
import { useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';
import { CodeStep } from './CodeStep';
import { FormProblem, type Problem, waitsUntil } from './FormProblem';

/** Sign in with e-mail and password, and with a code where one is needed. */
export const SignInPage = () => {
  const { t } = useTranslation(['console', 'sending']);
  const store = useSignedInStore();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const organisation = useOrganisation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<{ email?: string; password?: string }>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  /** What the password gave where a code is needed too. */
  const [challenge, setChallenge] = useState<string>();
  const mustWait = waitsUntil(problem) > useNow();

  useTitle(challenge === undefined ? t('signIn.title') : undefined);

  const enter = async (account: AccountView) => {
    store.entered(account);
    await navigate({ to: to ?? '/' });
  };
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
      const answer = await store.rest.signIn({ email, password });
      if ('challenge' in answer) setChallenge(answer.challenge);
      else await enter(answer);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setProblem({ body: error.body, at: Date.now() });
      setPassword('');
    } finally {
      setBusy(false);
    }
  };

  if (challenge !== undefined)
    return (
      <CodeStep
        challenge={challenge}
        onEntered={enter}
        onAgain={(reason) => {
          setChallenge(undefined);
          setPassword('');
          setProblem(reason);
        }}
      />
    );
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
      <p className={css.note}>
        <Link to="/forgotten-password">{t('sending:forgot.link')}</Link>
      </p>
      <p className={css.note}>{t('signIn.noAccount')}</p>
      <p className={css.elsewhere}>
        <a href="/join">{t('signIn.withCode')}</a>
      </p>
    </AuthFrame>
  );
};
