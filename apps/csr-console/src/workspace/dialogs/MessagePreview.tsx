import { Button, Textarea, TextInput } from '@mantine/core';
import { API_PREFIX, type ErrorCode, type InvitePreviewMessage, type Language } from '@relevo/contracts';
import type { DeliveryChannel } from '@relevo/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../app/notices';
import { RefusalText } from '../../app/RefusalText';
import { useDesk } from '../../app/use-desk';
import { useSession } from '../use-work';
import { CopyButton } from './CopyButton';
import css from './sending.module.css';

interface Shown {
  readonly inviteId: string;
  readonly channel: DeliveryChannel;
  readonly language: Language;
  /** The site cannot send it itself. */
  readonly off: boolean;
}

const copyLook = ({ text, html }: InvitePreviewMessage): Promise<void> =>
  navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': new Blob([text], { type: 'text/plain' }),
      'text/html': new Blob([html ?? text], { type: 'text/html' }),
    }),
  ]);

/** What is sent, to look at, and to copy where the site cannot send it. Its link is made at the press. */
export const MessagePreview = ({ inviteId, channel, language, off }: Shown) => {
  const { t } = useTranslation(['sending', 'common']);
  const { rest } = useDesk();
  const { sessionId } = useSession();
  const [message, setMessage] = useState<InvitePreviewMessage>();
  const [failed, setFailed] = useState<ErrorCode>();
  const [copied, setCopied] = useState(false);
  const show = async (): Promise<void> => {
    setFailed(undefined);
    try {
      setMessage(await rest.inviteMessage(sessionId, inviteId, { channel, language }));
    } catch (error) {
      setFailed(codeOf(error));
    }
  };
  if (!message)
    return (
      <>
        <Button
          className={css.show}
          size="compact-sm"
          variant={off ? 'light' : 'subtle'}
          onClick={() => void show()}
        >
          {t('preview')}
        </Button>
        <RefusalText code={failed} className={css.problem} />
      </>
    );
  const { subject, text } = message;
  return (
    <div className={css.preview}>
      {channel === 'email' && (
        <div className={css.line}>
          <TextInput
            readOnly
            label={t('subject')}
            value={subject}
            onFocus={(event) => event.target.select()}
          />
          <CopyButton text={subject}>{t('copySubject')}</CopyButton>
        </div>
      )}
      <Textarea
        readOnly
        label={t('text')}
        value={text}
        rows={channel === 'email' ? 8 : 3}
        onFocus={(event) => event.target.select()}
      />
      <div className={css.buttons}>
        <CopyButton text={text}>{t('copyText')}</CopyButton>
        {channel === 'email' && (
          <>
            <Button
              variant="default"
              onClick={() =>
                void copyLook(message).then(
                  () => setCopied(true),
                  () => undefined,
                )
              }
            >
              <span aria-live="polite">{copied ? t('common:copied') : t('copyMail')}</span>
            </Button>
            <Button
              component="a"
              variant="default"
              href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`}
            >
              {t('openMail')}
            </Button>
          </>
        )}
      </div>
      <p className={css.note}>{t('previewOnce')}</p>
      {channel === 'email' && (
        <iframe
          title={t('look')}
          className={css.frame}
          sandbox=""
          src={`${API_PREFIX}/sessions/${sessionId}/invites/${inviteId}/message.html?language=${language}`}
        />
      )}
    </div>
  );
};
