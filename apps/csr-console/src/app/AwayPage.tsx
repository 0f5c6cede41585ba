import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import css from './frame.module.css';
import { useSignedInStore } from './use-signed-in';

/** The server could not be asked who we are: says so, and asks again by itself. */
export const AwayPage = () => {
  const { t } = useTranslation(['refusals', 'common']);
  const store = useSignedInStore();
  const router = useRouter();
  const again = async () => {
    if ((await store.known()).status === 'out') await router.invalidate();
  };
  useEffect(() => {
    const timer = setInterval(() => void again(), 3000);
    return () => clearInterval(timer);
  });
  return (
    <main className={css.center}>
      <p role="status">{t('UNAVAILABLE')}</p>
      <Button variant="default" onClick={() => void again()}>
        {t('common:retry')}
      </Button>
    </main>
  );
};
