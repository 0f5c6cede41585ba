import { Skeleton } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../app/Banner';
import { useTitle } from '../../app/use-title';
import css from '../settings.module.css';
import { useAnswer } from '../use-answer';
import { MailSection } from './MailSection';
import { SmsSection } from './SmsSection';

const ask = (rest: RestClient) => rest.postSettings();

/** How mails and SMS leave the site: for administrators. */
export const PostPage = () => {
  const { t } = useTranslation(['sending', 'refusals']);
  const [settings, setSettings, failed] = useAnswer(ask);
  useTitle(t('settings.title'));
  return (
    <main className={css.page}>
      <div className={css.in}>
        <h1>{t('settings.title')}</h1>
        <p className={css.lead}>{t('settings.lead')}</p>
        {failed && <Banner>{t(failed.code, { ns: 'refusals' })}</Banner>}
        {settings ? (
          <div className={css.card}>
            <MailSection settings={settings} onChanged={setSettings} />
            <SmsSection settings={settings} onChanged={setSettings} />
          </div>
        ) : (
          !failed && <Skeleton height={320} radius="lg" mt="lg" aria-busy="true" />
        )}
      </div>
    </main>
  );
};
