import { Button, PasswordInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { type AccountLinkView, type ErrorBody, newPassword } from '@relevo/contracts';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';
import { CodeStep } from './CodeStep';
import { FormProblem, type Problem } from './FormProblem';

/** Behind a one-time link of an administrator: its owner chooses a password, and is signed in. */
export const WelcomePage = () => {
  const { t } = useTranslation(['accounts', 'console', 'refusals']);
  const { rest } = useSignedInStore();
  // The secret stands behind '#': browsers send it to nobody.
  const token = useLocation({ select: ({ hash }) => hash });
  const [link, setLink] = useState<AccountLinkView>();
  const [bad, setBad] = useState<ErrorBody>();

  useTitle(t('welcome.title'));
  useEffect(() => {
    rest.previewAccountLink({ token }).then(setLink, (error: unknown) => {
      if (error instanceof ApiFailure) setBad(error.body);
    });
  }, [rest, token]);

  if (bad) {
    // A link that was cut in a mail is no link of ours either.
    const code = bad.code === 'BAD_REQUEST' ? 'LINK_NOT_FOUND' : bad.code;
    return <AuthFrame title={t('welcome.bad')} lead={t(code, { ns: 'refusals' })} />;
  }
  if (!link) return <AuthFrame title={t('welcome.title')} lead=" " />;
  return <WelcomeForm token={token} link={link} />;
};

const WelcomeForm = ({ token, link }: { token: string; link: AccountLinkView }) => {
  const { t } = useTranslation(['accounts', 'console']);
  const store = useSignedInStore();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [challenge, setChallenge] = useState<string>();
  const [busy, setBusy] = useState(false);

  const enter = async (account: Parameters<typeof store.entered>[0]) => {
    store.entered(account);
    await navigate({ to: '/' });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const good = newPassword.safeParse(password).success;
    setWrong(good ? undefined : t('console:setup.passwordShort', { count: password.length }));
    if (!good) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await store.rest.useAccountLink({ token, password });
      const answer = await store.rest.signIn({ email: link.email, password });
      if ('challenge' in answer) setChallenge(answer.challenge);
      else await enter(answer);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setProblem({ body: error.body, at: Date.now() });
    } finally {
      setBusy(false);
    }
  };

  if (challenge !== undefined)
    return (
      <CodeStep
        challenge={challenge}
        onEntered={enter}
        onAgain={() => void navigate({ to: '/sign-in', search: {} })}
      />
    );
  return (
    <AuthFrame title={t('welcome.title')} lead={t('welcome.lead', link)}>
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FormProblem problem={problem} />}
        <PasswordInput
          label={t('console:signIn.password')}
          description={t('console:setup.passwordHint')}
          autoComplete="new-password"
          autoFocus
          value={password}
          error={wrong}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={busy}>
          {t('welcome.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
};
