import { Button, PasswordInput, TextInput } from '@mantine/core';
import { email as emailSchema, type PostSettingsView, smtpUrl } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import { SaveButtons } from '../SaveButtons';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { Standing } from './Standing';
import { Trial } from './Trial';

export interface PostSection {
  readonly settings: PostSettingsView;
  readonly onChanged: (settings: PostSettingsView) => void;
}

/** The mail server: as it is, changed, tried, taken away. */
export const MailSection = ({ settings, onChanged }: PostSection) => {
  const { t } = useTranslation('sending');
  const { rest } = useSignedInStore();
  const [open, setOpen] = useState(false);
  const { mail } = settings;
  return (
    <section aria-labelledby="mail-title">
      <Standing
        id="mail-title"
        title={t('settings.mail')}
        text={t('settings.mailText')}
        state={mail.source === null ? t('settings.off') : `${mail.from} · ${mail.server}`}
        environment={mail.source === 'environment' ? t('settings.byEnvironment') : null}
        open={open}
        onOpen={() => setOpen(true)}
      />
      {open && (
        <MailForm
          settings={settings}
          onChanged={(changed) => {
            onChanged(changed);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
      {!open && mail.source !== null && (
        <Trial
          type="email"
          label={t('email')}
          check={(to) => emailSchema.safeParse(to).success}
          wrong={t('emailWrong')}
          attempt={(to) => rest.tryMail({ to })}
        />
      )}
    </section>
  );
};

const MailForm = ({ settings, onChanged, onClose }: PostSection & { onClose: () => void }) => {
  const { t } = useTranslation(['sending', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const known = settings.mail.source === 'settings';
  const [from, setFrom] = useState(settings.mail.from);
  const [server, setServer] = useState('');
  const [wrong, setWrong] = useState<{ from?: string; server?: string }>({});
  const save = (mail: { from: string; smtp?: string } | null): Promise<void> =>
    run(async () => {
      onChanged(await rest.saveMailSettings({ mail }));
      notices.done(t('settings.saved'));
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const keeps = known && server === '';
    const found = {
      from: emailSchema.safeParse(from).success ? undefined : t('emailWrong'),
      server: keeps || smtpUrl.safeParse(server).success ? undefined : t('settings.wrongUrl'),
    };
    setWrong(found);
    if (!found.from && !found.server) void save({ from, ...(keeps ? {} : { smtp: server }) });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('settings.from')}
        type="email"
        autoFocus
        value={from}
        error={wrong.from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('settings.server')}
        description={t('settings.serverHint')}
        placeholder={known ? t('settings.serverKept', { server: settings.mail.server }) : undefined}
        autoComplete="off"
        value={server}
        error={wrong.server}
        onChange={(event) => setServer(event.currentTarget.value)}
      />
      <Refusal problem={problem} />
      <SaveButtons busy={busy} onCancel={onClose}>
        {known && (
          <Button variant="subtle" loading={busy} onClick={() => void save(null)}>
            {t('settings.remove')}
          </Button>
        )}
      </SaveButtons>
    </form>
  );
};
