import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SecondStepSecret, secondStepCode } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { CopyButton } from '../../workspace/dialogs/CopyButton';
import { QrCode } from '../../workspace/dialogs/QrCode';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import own from './account.module.css';
import { RecoveryCodes } from './RecoveryCodes';

/** Turns two-step sign-in on: password, authenticator, recovery codes. */
export const TurnOnDialog = ({ onClose }: { onClose: (done: boolean) => void }) => {
  const { t } = useTranslation(['accounts', 'common']);
  const notices = useNotices();
  const [secret, setSecret] = useState<SecondStepSecret>();
  const [codes, setCodes] = useState<readonly string[]>();
  const done = (): void => {
    notices.done(t('step.doneOn'));
    onClose(true);
  };
  return (
    <Dialog
      opened
      onClose={() => (codes ? done() : onClose(false))}
      title={t(codes ? 'step.codesTitle' : 'step.title')}
      size={secret && !codes ? 560 : 440}
      closeOnClickOutside={!codes}
      closeOnEscape={!codes}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={done} />
      ) : secret ? (
        <ConfirmForm secret={secret} onConfirmed={setCodes} />
      ) : (
        <PasswordForm onProven={setSecret} />
      )}
    </Dialog>
  );
};

const PasswordForm = ({ onProven }: { onProven: (secret: SecondStepSecret) => void }) => {
  const { t } = useTranslation(['accounts', 'console']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== '') void run(async () => onProven(await rest.beginSecondStep({ password })));
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className={css.text}>{t('step.passwordFirst')}</p>
      <PasswordInput
        label={t('console:signIn.password')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Refusal problem={problem} />
      <div className={css.buttons}>
        <Button type="submit" loading={busy} disabled={password === ''}>
          {t('step.continue')}
        </Button>
      </div>
    </form>
  );
};

const ConfirmForm = ({
  secret,
  onConfirmed,
}: {
  secret: SecondStepSecret;
  onConfirmed: (codes: readonly string[]) => void;
}) => {
  const { t } = useTranslation(['accounts', 'common']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [code, setCode] = useState('');
  const whole = secondStepCode.safeParse(code).success;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (whole) void run(async () => onConfirmed((await rest.confirmSecondStep({ code })).codes));
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={own.enrol}>
        <figure className={own.qr}>
          <QrCode text={secret.uri} label={t('step.qr')} />
        </figure>
        <div className={css.form}>
          <p>{t('step.scan')}</p>
          <div>
            <p className={css.text}>{t('step.typeInstead')}</p>
            <output className={own.secret}>{secret.secret.match(/.{1,4}/g)?.join(' ')}</output>
            <CopyButton text={secret.secret}>{t('common:copy')}</CopyButton>
          </div>
        </div>
      </div>
      <TextInput
        label={t('code.digits')}
        description={t('step.thenCode')}
        classNames={{ input: own.code }}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        data-autofocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Refusal problem={problem} />
      <div className={css.buttons}>
        <Button type="submit" loading={busy} disabled={!whole}>
          {t('step.turnOn')}
        </Button>
      </div>
    </form>
  );
};
