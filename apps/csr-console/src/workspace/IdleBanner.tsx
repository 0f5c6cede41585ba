import { Button } from '@mantine/core';
import { clock, useLanguage, useNow, wholeMinutes } from '@relevo/ui';
import { IconZzz } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useCommand } from './use-command';
import { useAbilities, useSession, useWork } from './use-work';

/** Nothing has happened for so long that the server will park the session: whoever needs it says so. */
export const IdleBanner = () => {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { client } = useWork();
  const { idle } = useSession().session;
  const can = useAbilities();
  const run = useCommand();
  const now = useNow();
  if (!idle) return null;
  return (
    <Banner
      tone="accent"
      icon={<IconZzz size={18} stroke={1.75} aria-hidden="true" />}
      action={
        can['session.keep'] === null && (
          <Button size="xs" onClick={() => run(client.command('session.keep', {}))}>
            {t('banner.keep')}
          </Button>
        )
      }
    >
      {t('banner.idle', {
        count: Math.max(1, wholeMinutes(now - idle.since)),
        time: clock(idle.parksAt, language),
      })}
    </Banner>
  );
};
