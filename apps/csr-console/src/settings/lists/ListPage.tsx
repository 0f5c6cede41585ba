import { Button, Checkbox, Skeleton } from '@mantine/core';
import type { ErrorBody } from '@relevo/contracts';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../app/Banner';
import { useTitle } from '../../app/use-title';
import css from '../settings.module.css';
import own from './lists.module.css';

/** The frame of a page with one list: what it is for, its button, and words instead of an empty table. */
export const ListPage = ({
  title,
  lead,
  add,
  empty,
  failed,
  loading,
  tools,
  children,
}: {
  title: string;
  lead: string;
  add: { readonly label: string; readonly onClick: () => void };
  /** Shown in place of the list while there is nothing in it. */
  empty: { readonly title: string; readonly text: string } | undefined;
  failed: ErrorBody | undefined;
  loading: boolean;
  tools?: ReactNode;
  children: ReactNode;
}) => {
  const { t } = useTranslation('refusals');
  useTitle(title);
  const button = (
    <Button
      size="md"
      leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
      onClick={add.onClick}
      style={{ flex: 'none' }}
    >
      {add.label}
    </Button>
  );
  return (
    <main className={css.page}>
      <div className={css.wide}>
        <div className={css.head}>
          <div>
            <h1>{title}</h1>
            <p className={css.lead}>{lead}</p>
          </div>
          {!empty && !loading && button}
        </div>
        {failed && <Banner>{t(failed.code)}</Banner>}
        {loading && !failed && <Skeleton height={260} radius="lg" mt="lg" aria-busy="true" />}
        {empty && (
          <div className={own.empty}>
            <b>{empty.title}</b>
            <p>{empty.text}</p>
            {button}
          </div>
        )}
        {!empty && tools && <div className={own.tools}>{tools}</div>}
        {children}
      </div>
    </main>
  );
};

/** Shows what is archived or over too; nothing while there is none. */
export const ShowMore = ({
  label,
  count,
  checked,
  onChange,
}: {
  label: string;
  count: number;
  checked: boolean;
  onChange: (shown: boolean) => void;
}) =>
  count === 0 ? (
    <span />
  ) : (
    <Checkbox label={label} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
  );
