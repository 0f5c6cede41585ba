import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AuthFrame } from '../auth/AuthFrame';
import { useOrganisation } from './use-organisation';
import { useSignedInStore } from './use-signed-in';
import { useTitle } from './use-title';

/** An administrator disabled the account while this console was open, or since: says so, and what to do. */
export const DisabledPage = () => {
  const { t } = useTranslation('accounts');
  const store = useSignedInStore();
  const navigate = useNavigate();
  const organisation = useOrganisation() ?? 'Relevo';

  useTitle(t('disabled.title'));

  return (
    <AuthFrame title={t('disabled.title')} lead={t('disabled.text', { organisation })}>
      <Button
        variant="default"
        size="md"
        mt="lg"
        onClick={() => {
          store.left();
          void navigate({ to: '/sign-in', search: {} });
        }}
      >
        {t('disabled.signIn')}
      </Button>
    </AuthFrame>
  );
};
