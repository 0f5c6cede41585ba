import { DELIVERY_CHANNELS, DELIVERY_FAILURES } from '@relevo/domain';
import { z } from 'zod';
import { id, keptLine, language, orEmpty, timestamp } from '../primitives';
import { email } from './accounts';

/** E.164: `+`, the country and the number; spaces, dashes, dots and brackets are for people. */
export const phoneNumber = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s().-]/g, '').replace(/^00/, '+'))
  .pipe(z.string().regex(/^\+[1-9][0-9]{6,14}$/));

const deliveryChannel = z.enum(DELIVERY_CHANNELS);

/** Sends the link of an invite. The id is made by the console: the same again is the same sending. */
export const sendInviteBody = z
  .discriminatedUnion('channel', [
    z.strictObject({ deliveryId: id, channel: z.literal('email'), to: email, language }),
    z.strictObject({ deliveryId: id, channel: z.literal('sms'), to: phoneNumber, language }),
  ])
  .meta({ id: 'SendInvite' });
export type SendInviteBody = z.infer<typeof sendInviteBody>;

export const previewInviteBody = z
  .strictObject({ channel: deliveryChannel, language })
  .meta({ id: 'PreviewInviteMessage' });

/** What would be sent, with a link that works: for whoever sends it by a program of their own. `html` is null in an SMS. */
export const invitePreviewMessage = z
  .strictObject({ subject: z.string(), text: z.string(), html: z.string().nullable() })
  .meta({ id: 'InviteMessage' });
export type InvitePreviewMessage = z.infer<typeof invitePreviewMessage>;

const source = z.enum(['environment', 'settings']).nullable();

const address = (protocols: readonly string[], fits: (url: URL) => boolean) =>
  z
    .string()
    .max(1000)
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      return url !== null && protocols.includes(url.protocol) && fits(url);
    });

/** An address of a mail server: `smtp://user:password@host:587` or `smtps://…`. */
export const smtpUrl = address(['smtp:', 'smtps:'], ({ hostname }) => hostname !== '');

/** An address that an SMS is posted to. */
export const webhookUrl = address(
  ['http:', 'https:'],
  ({ username, hash }) => username === '' && hash === '',
);

/** How mails and SMS leave this site. Secrets are never shown again. */
export const postSettingsView = z
  .strictObject({
    mail: z.strictObject({
      source,
      from: z.string(),
      /** Without its password. */
      server: z.string(),
    }),
    sms: z.strictObject({ source, url: z.string() }),
    changedAt: timestamp.nullable(),
  })
  .meta({ id: 'PostSettings' });
export type PostSettingsView = z.infer<typeof postSettingsView>;

/** `smtp` undefined = as it is; `null` as a whole = no mail. */
export const mailSettingsBody = z
  .strictObject({ mail: z.strictObject({ from: email, smtp: smtpUrl.optional() }).nullable() })
  .meta({ id: 'MailSettings' });
/** `secret` undefined = as it is; 32 printable characters of ASCII or more, for the signature. */
export const smsSettingsBody = z
  .strictObject({
    sms: z
      .strictObject({
        url: webhookUrl,
        secret: z
          .string()
          .regex(/^[\x21-\x7e]{32,256}$/)
          .optional(),
      })
      .nullable(),
  })
  .meta({ id: 'SmsSettings' });

export const tryMailBody = z.strictObject({ to: email }).meta({ id: 'TryMail' });
export const trySmsBody = z.strictObject({ to: phoneNumber }).meta({ id: 'TrySms' });
/** What came of a trial: null = it was taken. `answer` is what the other side said, for the administrator. */
export const trialView = z
  .strictObject({ failure: z.enum(DELIVERY_FAILURES).nullable(), answer: orEmpty(keptLine(500)) })
  .meta({ id: 'PostTrial' });
export type TrialView = z.infer<typeof trialView>;

/** Which ways there are on which the site itself can send. */
export const postChannels = z.strictObject({ email: z.boolean(), sms: z.boolean() });
export type PostChannels = z.infer<typeof postChannels>;

export const forgottenPasswordBody = z.strictObject({ email }).meta({ id: 'ForgottenPassword' });
