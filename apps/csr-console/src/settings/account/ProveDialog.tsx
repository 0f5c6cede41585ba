import { Button, PasswordInput, TextInput } from '@mantine/core';
import { secondStepCode } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { RecoveryCodes } from './RecoveryCodes';

/** Turns two-step sign-in off, or makes new recovery codes: both need password and code. */
export const ProveDialog = ({
  what,
  onClose,
}: {
  what: 'off' | 'codes';
  onClose: (done: boolean) => void;
}) => {
  const { t } = useTranslation(['accounts', 'common', 'console']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[]>();
  const ready = password !== '' && secondStepCode.safeParse(code).success;
  const off = what === 'off';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    void run(async () => {
      if (!off) return setCodes((await rest.renewRecoveryCodes({ password, code })).codes);
      await rest.turnSecondStepOff({ password, code });
      notices.done(t('step.doneOff'));
      onClose(true);
    });
  };
  return (
    <Dialog
      opened
      onClose={() => onClose(codes !== undefined)}
      title={t(codes ? 'step.codesTitle' : off ? 'step.offTitle' : 'step.newTitle')}
      size={440}
      closeOnClickOutside={!codes}
      closeOnEscape={!codes}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => onClose(true)} />
      ) : (
        <form className={css.form} onSubmit={submit} noValidate>
          <p className={css.text}>{t(off ? 'step.offWarning' : 'step.newWarning')}</p>
          <PasswordInput
            label={t('console:signIn.password')}
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <TextInput
            label={t('step.anyCode')}
            autoComplete="one-time-code"
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Refusal problem={problem} />
          <div className={css.buttons}>
            <Button variant="default" onClick={() => onClose(false)}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" color={off ? 'red' : undefined} loading={busy} disabled={!ready}>
              {t(off ? 'step.turnOff' : 'step.newCodes')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
};
