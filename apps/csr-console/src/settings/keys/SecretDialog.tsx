import type { MadeApiKey } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';
import { OnceDialog } from '../OnceDialog';

/** Shows a key, once. */
export const SecretDialog = ({
  made: {
    key: { name },
    secret,
  },
  onClose,
}: {
  made: MadeApiKey;
  onClose: () => void;
}) => {
  const { t } = useTranslation('starts');
  const words = {
    title: t('keys.secretTitle', { name }),
    text: t('keys.secretText'),
    label: t('keys.secret'),
    copy: t('keys.copy'),
    done: t('keys.done'),
  };
  return <OnceDialog words={words} secret={secret} onClose={onClose} />;
};
