import { Skeleton } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../app/Banner';
import { useTitle } from '../../app/use-title';
import css from '../settings.module.css';
import { useAnswer } from '../use-answer';
import { LookForm } from './LookForm';

const ask = (rest: RestClient) => rest.site();

/** How the site looks to customers: for administrators. */
export const LookPage = () => {
  const { t } = useTranslation(['look', 'refusals']);
  const [site, setSite, failed] = useAnswer(ask);
  useTitle(t('title'));
  return (
    <main className={css.page}>
      <div className={css.in}>
        <h1>{t('title')}</h1>
        <p className={css.lead}>{t('lead')}</p>
        {failed && <Banner>{t(failed.code, { ns: 'refusals' })}</Banner>}
        {site ? (
          <LookForm
            key={JSON.stringify(site.look)}
            stored={site.look}
            organisation={site.organisation}
            onStored={(look) => setSite({ ...site, look })}
          />
        ) : (
          !failed && <Skeleton height={420} radius="lg" mt="lg" aria-busy="true" />
        )}
      </div>
    </main>
  );
};
