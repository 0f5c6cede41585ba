import { Button, PasswordInput, TextInput } from '@mantine/core';
import { phoneNumber, smsSettingsBody, webhookUrl } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import { SaveButtons } from '../SaveButtons';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import type { PostSection } from './MailSection';
import { Standing } from './Standing';
import { Trial } from './Trial';

/** The address that SMS are posted to: as it is, changed, tried, taken away. */
export const SmsSection = ({ settings, onChanged }: PostSection) => {
  const { t } = useTranslation('sending');
  const { rest } = useSignedInStore();
  const [open, setOpen] = useState(false);
  const { sms } = settings;
  return (
    <section aria-labelledby="sms-title">
      <Standing
        id="sms-title"
        title={t('settings.sms')}
        text={t('settings.smsText')}
        state={sms.source === null ? t('settings.off') : sms.url}
        environment={sms.source === 'environment' ? t('settings.smsByEnvironment') : null}
        open={open}
        onOpen={() => setOpen(true)}
      />
      {open && (
        <SmsForm
          settings={settings}
          onChanged={(changed) => {
            onChanged(changed);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
      {!open && sms.source !== null && (
        <Trial
          type="tel"
          label={t('sms')}
          check={(to) => phoneNumber.safeParse(to).success}
          wrong={t('smsWrong')}
          attempt={(to) => rest.trySms({ to })}
        />
      )}
    </section>
  );
};

const SmsForm = ({ settings, onChanged, onClose }: PostSection & { onClose: () => void }) => {
  const { t } = useTranslation(['sending', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const known = settings.sms.source === 'settings';
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [wrong, setWrong] = useState<{ url?: string; secret?: string }>({});
  const save = (sms: { url: string; secret?: string } | null): Promise<void> =>
    run(async () => {
      onChanged(await rest.saveSmsSettings({ sms }));
      notices.done(t('settings.saved'));
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const sms = { url, ...(known && secret === '' ? {} : { secret }) };
    const found = {
      url: webhookUrl.safeParse(url).success ? undefined : t('settings.wrongUrl'),
      secret: smsSettingsBody.safeParse({ sms: { ...sms, url: 'https://x.example.org' } }).success
        ? undefined
        : t('settings.wrongSecret'),
    };
    setWrong(found);
    if (!found.url && !found.secret) void save(sms);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('settings.url')}
        placeholder={t('settings.urlHint')}
        autoFocus
        value={url}
        error={wrong.url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('settings.secret')}
        description={t('settings.secretHint')}
        placeholder={known ? t('settings.secretKept') : undefined}
        autoComplete="off"
        value={secret}
        error={wrong.secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
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
