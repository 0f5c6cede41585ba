import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useSignedIn } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { Export } from './Export';
import { Filters } from './Filters';
import { HistoryTable } from './HistoryTable';
import css from './history.module.css';
import { type HistorySearch, hasFilters } from './search';
import { useHistory } from './use-history';

const route = getRouteApi('/desk/history');

/** Sessions that were, by what somebody remembers of them; the address says what is looked for. */
export const HistoryPage = () => {
  const { t } = useTranslation(['history', 'refusals', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const signedIn = useSignedIn();
  const leads = signedIn.status === 'in' && signedIn.account.role !== 'csr';
  const everybody = leads && search.of !== 'own';
  const found = useHistory(everybody, search);
  const change = (next: HistorySearch): void => void navigate({ search: next, replace: true });
  useTitle(t('title'));

  return (
    <main className={css.page}>
      <div className={css.in}>
        <div className={css.head}>
          <div>
            <h1>{t('title')}</h1>
            <p className={css.lead}>{t(everybody ? 'lead.all' : 'lead.own')}</p>
          </div>
          <Export everybody={everybody} search={search} />
        </div>
        {leads && (
          <SegmentedControl
            mt="md"
            aria-label={t('of')}
            value={everybody ? 'all' : 'own'}
            onChange={(of) => change({ ...search, of, csr: undefined, team: undefined })}
            data={[
              { value: 'all', label: t('of.all') },
              { value: 'own', label: t('of.own') },
            ]}
          />
        )}
        <Filters key={String(everybody)} everybody={everybody} search={search} onChange={change} />
        {found.failed && (
          <Banner
            action={
              <Button size="xs" variant="default" onClick={found.retry}>
                {t('again')}
              </Button>
            }
          >
            {t(found.failed.code, { ns: 'refusals' })}
          </Banner>
        )}
        <div aria-live="polite" aria-busy={found.busy}>
          {!found.sessions && !found.failed && <Skeleton height={320} radius="lg" mt="md" />}
          {found.sessions && found.sessions.length > 0 && (
            <HistoryTable sessions={found.sessions} everybody={everybody} />
          )}
          {found.sessions?.length === 0 && (
            <div className={css.empty}>
              <h2>{t(hasFilters(search) ? 'none.title' : 'empty.title')}</h2>
              <p>{t(hasFilters(search) ? 'none.text' : 'empty.text')}</p>
              {hasFilters(search) && (
                <Button variant="default" onClick={() => change({ of: search.of })}>
                  {t('clear')}
                </Button>
              )}
            </div>
          )}
        </div>
        {found.more && (
          <Button mt="md" variant="default" loading={found.busy} onClick={found.more}>
            {t('more')}
          </Button>
        )}
      </div>
    </main>
  );
};
