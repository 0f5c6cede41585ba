import { Button, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { type AccountView, secondStepCode } from '@relevo/contracts';
import { useNow } from '@relevo/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';
import { FormProblem, type Problem, waitsUntil } from './FormProblem';

/** The second step of signing in: a code of the authenticator, or a recovery code. */
export const CodeStep = ({
  challenge,
  onEntered,
  onAgain,
}: {
  challenge: string;
  onEntered: (account: AccountView) => Promise<void>;
  /** Back to the password; with a reason when the server wants it so. */
  onAgain: (problem?: Problem) => void;
}) => {
  const { t } = useTranslation(['accounts', 'console']);
  const { rest } = useSignedInStore();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const mustWait = waitsUntil(problem) > useNow();

  useTitle(t('code.title'));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const whole = secondStepCode.safeParse(code).success;
    setWrong(whole ? undefined : t(recovery ? 'code.missingRecovery' : 'code.missing'));
    if (!whole) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await onEntered(await rest.signInWithCode({ challenge, code }));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const reason = { body: error.body, at: Date.now() };
      if (error.code === 'SIGN_IN_EXPIRED') return onAgain(reason);
      setProblem(reason);
      setCode('');
    } finally {
      setBusy(false);
    }
  };
  const other = () => {
    setRecovery(!recovery);
    setCode('');
    setWrong(undefined);
  };

  return (
    <AuthFrame title={t('code.title')} lead={t(recovery ? 'code.leadRecovery' : 'code.lead')}>
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FormProblem problem={problem} />}
        <TextInput
          key={String(recovery)}
          label={t(recovery ? 'code.recovery' : 'code.digits')}
          classNames={{ input: css.code }}
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={recovery ? 20 : 8}
          autoFocus
          value={code}
          error={wrong}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={busy} disabled={mustWait}>
          {t('console:signIn.submit')}
        </Button>
      </form>
      <div className={css.others}>
        <Button variant="subtle" onClick={other}>
          {t(recovery ? 'code.useApp' : 'code.useRecovery')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => onAgain()}>
          {t('code.back')}
        </Button>
      </div>
    </AuthFrame>
  );
};
