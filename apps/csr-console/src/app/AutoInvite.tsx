import { Checkbox, type CheckboxProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from './notices';
import { useSignedIn, useSignedInStore } from './use-signed-in';

/** Whether this CSR wants the invite dialog to open by itself in a new session (W10). */
export const useAutoInvite = (): boolean => {
  const signedIn = useSignedIn();
  return signedIn.status === 'in' && signedIn.account.autoInvite;
};

/** Where they say so; it holds in every browser of theirs. */
export const AutoInvite = (props: Pick<CheckboxProps, 'mt' | 'size'>) => {
  const { t } = useTranslation('sending');
  const store = useSignedInStore();
  const notices = useNotices();
  const autoInvite = useAutoInvite();
  const [wished, setWished] = useState<boolean>();
  const wish = async (wanted: boolean): Promise<void> => {
    setWished(wanted);
    try {
      store.entered(await store.rest.setPreferences({ autoInvite: wanted }));
    } catch (error) {
      notices.refused(codeOf(error));
    } finally {
      setWished(undefined);
    }
  };
  return (
    <Checkbox
      {...props}
      label={t('auto.label')}
      checked={wished ?? autoInvite}
      onChange={(event) => void wish(event.currentTarget.checked)}
    />
  );
};
