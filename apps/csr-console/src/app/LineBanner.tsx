import { Button } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from './Banner';
import { useDesk, useHome } from './use-desk';
import { useSignedInStore } from './use-signed-in';

/** A short loss is not worth a word: most are over before anybody has read it. */
const PATIENCE_MS = 1500;

/** Says when the server cannot be reached, and what to do when it refuses us. */
export const LineBanner = () => {
  const { t } = useTranslation(['console', 'common']);
  const { line } = useHome();
  const desk = useDesk();
  const store = useSignedInStore();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [impatient, setImpatient] = useState(false);
  const away = line.status === 'offline' || line.status === 'connecting';
  useEffect(() => {
    if (!away) return;
    const timer = setTimeout(() => setImpatient(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setImpatient(false);
    };
  }, [away]);

  if (line.status === 'refused' && line.code === 'NOT_SIGNED_IN')
    return (
      <Banner
        action={
          <Button
            size="xs"
            onClick={() => {
              store.left();
              void navigate({ to: '/sign-in', search: { to: path } });
            }}
          >
            {t('banner.signIn')}
          </Button>
        }
      >
        {t('banner.signedOut')}
      </Banner>
    );
  if (line.status === 'refused')
    return (
      <Banner
        action={
          <Button size="xs" onClick={() => location.reload()}>
            {t('common:reload')}
          </Button>
        }
      >
        {t('banner.outdated')}
      </Banner>
    );
  if (!away || !impatient) return null;
  return (
    <Banner
      busy
      action={
        <Button size="xs" variant="default" onClick={desk.line.retry}>
          {t('common:retry')}
        </Button>
      }
    >
      {t('banner.serverAway')}
    </Banner>
  );
};
