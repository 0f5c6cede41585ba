import { createI18n } from '../i18n';
import type { Message, Sender } from './mail';

/** The parts of a mail, in the order in which they are read; empty ones are left out. */
export interface MailWords {
  readonly subject: string;
  readonly title: string;
  readonly lead: string;
  readonly promise: string;
  readonly button: string;
  readonly link: string;
  readonly minutes: string;
  readonly warning: string;
  readonly linkText: string;
  readonly footer: string;
}

/** Text that others wrote, as a part of one line: what a header, a title or an SMS can hold. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim();

const NOTHING = { promise: '', button: '', link: '', minutes: '', warning: '' };

/** Says a message in words. */
export const wordsOf = (message: Message, { organisation: name, language, timeZone }: Sender): MailWords => {
  const t = createI18n(language).getFixedT(language, 'mail');
  const organisation = oneLine(name);
  const common = { linkText: t('linkText'), footer: t('footer', { organisation }) };
  switch (message.kind) {
    case 'invite':
    case 'colleague':
    case 'expert': {
      const { kind } = message;
      const [by, about] = [oneLine(message.by), oneLine(message.about)];
      const who = { by, about, organisation };
      return {
        ...common,
        subject: t(`${kind}.subject`, who),
        title: t(`${kind}.title`, who),
        lead: t(about === '' ? `${kind}.leadPlain` : `${kind}.lead`, who),
        promise: t(`${kind}.promise`),
        button: t(`${kind}.button`),
        link: message.link,
        minutes: t('invite.minutes', { count: message.minutes }),
        warning: t(`${kind}.warning`, who),
      };
    }
    case 'reset':
      return {
        ...common,
        subject: t('reset.subject', { organisation }),
        title: t('reset.title'),
        lead: t('reset.lead', { email: message.email }),
        promise: t('reset.promise'),
        button: t('reset.button'),
        link: message.link,
        minutes: t('invite.minutes', { count: message.minutes }),
        warning: t('reset.warning'),
      };
    case 'changed': {
      const zone = timeZone ?? 'UTC';
      const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: zone,
      });
      return {
        ...common,
        ...NOTHING,
        subject: t('changed.subject', { organisation }),
        title: t('changed.title'),
        lead: t('changed.lead', {
          email: message.email,
          at: time.format(message.at),
          zone: zone.replaceAll('_', ' '),
        }),
        promise: t('changed.promise'),
        warning: t('changed.warning', { organisation }),
      };
    }
    case 'trial':
      return {
        ...common,
        ...NOTHING,
        subject: t('trial.subject', { organisation }),
        title: t('trial.title'),
        lead: t('trial.lead', { organisation }),
      };
  }
};

/** The few words of an SMS. @throws Error for what is never sent as one */
export const renderSms = (message: Message, { organisation: name, language }: Sender): string => {
  const t = createI18n(language).getFixedT(language, 'mail');
  const organisation = oneLine(name);
  if (message.kind === 'trial') return t('trial.sms', { organisation });
  if (message.kind !== 'invite' && message.kind !== 'colleague' && message.kind !== 'expert')
    throw new Error(`There is no SMS of ${message.kind}`);
  return t(`${message.kind}.sms`, { by: oneLine(message.by), organisation, link: message.link });
};
