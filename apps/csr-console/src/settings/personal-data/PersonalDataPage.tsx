import { Button, TextInput } from '@mantine/core';
import { type CustomerParts, customersQuery } from '@relevo/contracts';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../../app/use-signed-in';
import { useTitle } from '../../app/use-title';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { Found } from './Found';
import own from './personal-data.module.css';

/** What is known of one customer: found by name, handed over or erased. For administrators. */
export const PersonalDataPage = () => {
  const { t } = useTranslation('personalData');
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [name, setName] = useState('');
  const [found, setFound] = useState<{ readonly name: string } & CustomerParts>();
  const parsed = customersQuery.safeParse({ name });
  useTitle(t('title'));
  const search = (wanted: string): Promise<void> =>
    run(async () => setFound({ name: wanted, ...(await rest.customers(wanted)) }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (parsed.success) void search(parsed.data.name);
  };
  return (
    <main className={css.page}>
      <div className={css.wide}>
        <h1>{t('title')}</h1>
        <p className={css.lead}>{t('lead')}</p>
        <form className={own.search} role="search" onSubmit={submit} noValidate>
          <TextInput
            type="search"
            aria-label={t('name')}
            placeholder={t('name')}
            leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
            maxLength={80}
            autoFocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" size="md" variant="default" loading={busy} disabled={!parsed.success}>
            {t('find')}
          </Button>
        </form>
        <Refusal problem={problem} />
        {found && <Found key={found.name} found={found} onErased={() => search(found.name)} />}
      </div>
    </main>
  );
};
