import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../app/notices';
import { useOrganisation } from '../app/use-organisation';
import { useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from './AuthFrame';
import css from './auth.module.css';

/** With what draws its code: most people never see it here. */
const TurnOnDialog = lazy(async () => ({
  default: (await import('../settings/account/TurnOnDialog')).TurnOnDialog,
}));

/** All that somebody can do who has no second step where the site requires one: set it up, or leave. */
export const SetUpStepPage = () => {
  const { t } = useTranslation('accounts');
  const store = useSignedInStore();
  const navigate = useNavigate();
  const notices = useNotices();
  const organisation = useOrganisation() ?? 'Relevo';
  const [open, setOpen] = useState(false);

  useTitle(t('setUp.title'));
  useEffect(() => {
    // Set up meanwhile in another tab, or no longer required.
    const look = (): void => void store.lookAgain();
    globalThis.addEventListener('focus', look);
    return () => globalThis.removeEventListener('focus', look);
  }, [store]);

  const close = (done: boolean): void => {
    setOpen(false);
    if (done) void store.lookAgain();
  };
  const signOut = async () => {
    try {
      await store.rest.signOut();
      store.left();
      await navigate({ to: '/sign-in', search: {} });
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };
  return (
    <AuthFrame title={t('setUp.title')} lead={t('setUp.lead', { organisation })}>
      <div className={css.form}>
        <Button size="lg" fullWidth onClick={() => setOpen(true)}>
          {t('setUp.start')}
        </Button>
      </div>
      <div className={css.others}>
        <Button variant="subtle" color="gray" onClick={() => void signOut()}>
          {t('setUp.signOut')}
        </Button>
      </div>
      {open && (
        <Suspense fallback={null}>
          <TurnOnDialog onClose={close} />
        </Suspense>
      )}
    </AuthFrame>
  );
};
