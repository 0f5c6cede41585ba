import { Button, PasswordInput, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { email as emailSchema, newPassword, personName } from '@relevo/contracts';
import { useLanguage } from '@relevo/ui';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';
import { FormProblem, type Problem } from './FormProblem';

/** Makes the first administrator, with the one-time link that the server printed. */
export const SetupPage = () => {
  const { t } = useTranslation('console');
  const [needed, setNeeded] = useState<boolean>();
  const store = useSignedInStore();
  // The secret stands behind '#': browsers send it to nobody.
  const token = useLocation({ select: ({ hash }) => hash });

  useTitle(t('setup.title'));
  useEffect(() => {
    store.rest.setupState().then(
      (state) => setNeeded(state.needed),
      () => setNeeded(true),
    );
  }, [store]);

  if (needed === false)
    return (
      <AuthFrame title={t('setup.title')} lead={t('setup.done')}>
        <p className={css.note}>
          <Link to="/sign-in" search={{}}>
            {t('setup.goSignIn')}
          </Link>
        </p>
      </AuthFrame>
    );
  if (!token) return <AuthFrame title={t('setup.noToken')} lead={t('setup.noTokenText')} />;
  return <SetupForm token={token} />;
};

const SetupForm = ({ token: secret }: { token: string }) => {
  const { t } = useTranslation('console');
  const store = useSignedInStore();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [fields, setFields] = useState({ name: '', email: '', password: '' });
  const [wrong, setWrong] = useState<Partial<typeof fields>>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const set = (field: keyof typeof fields) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((before) => ({ ...before, [field]: value }));
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = {
      name: personName.safeParse(fields.name).success ? undefined : t('setup.nameMissing'),
      email: emailSchema.safeParse(fields.email).success ? undefined : t('signIn.emailInvalid'),
      password: newPassword.safeParse(fields.password).success
        ? undefined
        : t('setup.passwordShort', { count: fields.password.length }),
    };
    setWrong(found);
    if (found.name || found.email || found.password) return;
    setBusy(true);
    setProblem(undefined);
    try {
      store.entered(await store.rest.setup({ token: secret, language, ...fields }));
      await navigate({ to: '/' });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setProblem({ body: error.body, at: Date.now() });
    } finally {
      setBusy(false);
    }
  };

  return (
    <AuthFrame title={t('setup.title')} lead={t('setup.lead')}>
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FormProblem problem={problem} />}
        <TextInput
          label={t('setup.name')}
          description={t('setup.nameHint')}
          autoComplete="name"
          autoFocus
          value={fields.name}
          error={wrong.name}
          onChange={set('name')}
        />
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          value={fields.email}
          error={wrong.email}
          onChange={set('email')}
        />
        <PasswordInput
          label={t('signIn.password')}
          description={t('setup.passwordHint')}
          autoComplete="new-password"
          value={fields.password}
          error={wrong.password}
          onChange={set('password')}
        />
        <Button type="submit" size="lg" fullWidth loading={busy}>
          {t('setup.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
};
