import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { email as emailSchema, LANGUAGES, phoneNumber } from '@relevo/contracts';
import type { DeliveryChannel } from '@relevo/domain';
import { LANGUAGE_NAMES, useSnapshot } from '@relevo/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalText } from '../../app/RefusalText';
import { useDesk } from '../../app/use-desk';
import { MessagePreview } from './MessagePreview';
import css from './sending.module.css';
import { useSending } from './use-sending';

const CHECKS = { email: emailSchema, sms: phoneNumber } as const;

/** The link by e-mail or SMS: the site sends it, or shows what to send where it cannot (W11). */
export const SendInvite = ({ inviteId }: { inviteId: string }) => {
  const { t } = useTranslation('sending');
  const { site } = useDesk();
  const sends = useSnapshot(site)?.sends;
  const { send, busy, failed, language, setLanguage } = useSending();
  const [channel, setChannel] = useState<DeliveryChannel>('email');
  const [to, setTo] = useState('');
  const [wrong, setWrong] = useState(false);
  const off = sends !== undefined && !sends[channel];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const address = CHECKS[channel].safeParse(to);
    setWrong(!address.success);
    if (address.success && (await send(inviteId, { channel, to: address.data }))) setTo('');
  };
  return (
    <section className={css.send} aria-label={t('send')}>
      <div className={css.how}>
        <SegmentedControl
          size="sm"
          value={channel}
          data={[
            { value: 'email', label: t('tab.email') },
            { value: 'sms', label: t('tab.sms') },
          ]}
          onChange={(value) => {
            setChannel(value === 'sms' ? 'sms' : 'email');
            setTo('');
            setWrong(false);
          }}
        />
        <Select
          className={css.language}
          aria-label={t('language')}
          title={t('language')}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          allowDeselect={false}
          value={language}
          onChange={(value) => value && setLanguage(value)}
        />
      </div>
      {off ? (
        <p className={css.note}>{t(`off.${channel}`)}</p>
      ) : (
        <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
          <TextInput
            aria-label={t(channel)}
            placeholder={channel === 'email' ? t('email') : t('smsHint')}
            type={channel === 'email' ? 'email' : 'tel'}
            autoComplete="off"
            value={to}
            error={wrong && t(`${channel}Wrong`)}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy}>
            {t('send')}
          </Button>
        </form>
      )}
      <RefusalText code={failed} className={css.problem} />
      <MessagePreview key={`${channel} ${language} ${inviteId}`} {...{ inviteId, channel, language, off }} />
    </section>
  );
};
