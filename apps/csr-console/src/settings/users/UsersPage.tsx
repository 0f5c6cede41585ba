import { Button, Skeleton, TextInput } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import type { ChangedAccount, ManagedAccount } from '@relevo/contracts';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../app/Banner';
import { useSignedIn } from '../../app/use-signed-in';
import { useTitle } from '../../app/use-title';
import css from '../settings.module.css';
import { useAnswer } from '../use-answer';
import { AddUserDialog } from './AddUserDialog';
import { LinkDialog } from './LinkDialog';
import { UsersTable } from './UsersTable';

const fits = ({ name, email }: ManagedAccount, wanted: string): boolean =>
  `${name} ${email}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());

const ask = async (rest: RestClient) => (await rest.accounts()).accounts;

/** Everybody who can sign in, for administrators. */
export const UsersPage = () => {
  const { t } = useTranslation(['accounts', 'refusals']);
  const signedIn = useSignedIn();
  const [accounts, setAccounts, failed] = useAnswer(ask);
  const [wanted, setWanted] = useState('');
  const [adding, setAdding] = useState(false);
  /** What was changed a moment ago, with a link that is shown once. */
  const [handed, setHanded] = useState<ChangedAccount>();

  useTitle(t('users.title'));
  const changed = (change: ChangedAccount): void => {
    const others = (accounts ?? []).filter(({ id }) => id !== change.account.id);
    setAccounts([...others, change.account].sort((a, b) => a.name.localeCompare(b.name)));
    setAdding(false);
    if (change.link) setHanded(change);
  };

  const shown = accounts?.filter((account) => fits(account, wanted));
  return (
    <main className={css.page}>
      <div className={css.wide}>
        <div className={css.head}>
          <div>
            <h1>{t('users.title')}</h1>
            <p className={css.lead}>{t('users.lead')}</p>
          </div>
          <Button
            size="md"
            leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t('users.add')}
          </Button>
        </div>
        {failed && <Banner>{t(failed.code, { ns: 'refusals' })}</Banner>}
        <TextInput
          mt="lg"
          maw={340}
          type="search"
          aria-label={t('users.search')}
          placeholder={t('users.search')}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        {shown && signedIn.status === 'in' ? (
          <UsersTable
            accounts={shown}
            active={accounts ?? []}
            ownId={signedIn.account.id}
            onChanged={changed}
          />
        ) : (
          !failed && <Skeleton height={260} radius="lg" mt="md" aria-busy="true" />
        )}
        {shown?.length === 0 && <p className={css.lead}>{t('users.none')}</p>}
      </div>
      {adding && <AddUserDialog onClose={() => setAdding(false)} onAdded={changed} />}
      {handed?.link && (
        <LinkDialog account={handed.account} link={handed.link} onClose={() => setHanded(undefined)} />
      )}
    </main>
  );
};
