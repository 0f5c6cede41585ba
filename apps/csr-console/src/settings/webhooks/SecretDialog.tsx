import type { WebhookSecret } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';
import { OnceDialog } from '../OnceDialog';
import { hostOf } from './host';

/** Shows the secret of a webhook, once. */
export const SecretDialog = ({
  made: { webhook, secret },
  renewed,
  onClose,
}: {
  made: WebhookSecret;
  renewed: boolean;
  onClose: () => void;
}) => {
  const { t } = useTranslation('webhooks');
  const words = {
    title: t('secretTitle', { host: hostOf(webhook) }),
    text: renewed ? `${t('secretText')} ${t('secretBoth')}` : t('secretText'),
    label: t('secret'),
    copy: t('copy'),
    done: t('done'),
  };
  return <OnceDialog words={words} secret={secret} onClose={onClose} />;
};
