import { Button, Skeleton } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import type { AuditEntryView, ErrorBody } from '@relevo/contracts';
import { dateTime, useLanguage } from '@relevo/ui';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../app/Banner';
import { useSignedInStore } from '../../app/use-signed-in';
import { useTitle } from '../../app/use-title';
import css from '../settings.module.css';
import own from './audit.module.css';
import { useDifferences, useSentence } from './sentence';

/** Who changed what, the newest first. */
export const AuditPage = () => {
  const { t } = useTranslation(['accounts', 'refusals']);
  const { rest } = useSignedInStore();
  const [entries, setEntries] = useState<readonly AuditEntryView[]>();
  const [more, setMore] = useState(false);
  const [failed, setFailed] = useState<ErrorBody>();
  const load = useCallback(
    (before?: string) => {
      rest.auditEntries(before).then(
        (page) => {
          setEntries((known) => [...(before ? (known ?? []) : []), ...page.entries]);
          setMore(page.more);
        },
        (error: unknown) => {
          if (error instanceof ApiFailure) setFailed(error.body);
        },
      );
    },
    [rest],
  );
  useEffect(() => load(), [load]);
  useTitle(t('audit.title'));

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus, and it scrolls
    <main className={css.page} tabIndex={0}>
      <div className={css.wide}>
        <h1>{t('audit.title')}</h1>
        <p className={css.lead}>{t('audit.lead')}</p>
        {failed && <Banner>{t(failed.code, { ns: 'refusals' })}</Banner>}
        {entries ? (
          <ol className={own.list}>
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
        ) : (
          !failed && <Skeleton height={260} radius="lg" mt="lg" aria-busy="true" />
        )}
        {entries?.length === 0 && <p className={css.text}>{t('audit.empty')}</p>}
        {more && (
          <Button mt="md" variant="default" onClick={() => load(entries?.at(-1)?.id)}>
            {t('audit.more')}
          </Button>
        )}
      </div>
    </main>
  );
};

const AuditRow = ({ entry }: { entry: AuditEntryView }) => {
  const { language } = useLanguage();
  const say = useSentence();
  const differences = useDifferences()(entry);
  return (
    <li>
      <time className="rv-num" dateTime={new Date(entry.at).toISOString()}>
        {dateTime(entry.at, language)}
      </time>
      <div>
        <p>{say(entry)}</p>
        {differences.map((line) => (
          <small key={line}>{line}</small>
        ))}
      </div>
    </li>
  );
};
