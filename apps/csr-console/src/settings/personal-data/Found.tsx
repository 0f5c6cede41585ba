import { Button, Checkbox } from '@mantine/core';
import type { CustomerPart, CustomerParts } from '@relevo/contracts';
import { download } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import users from '../users/users.module.css';
import { EraseDialog } from './EraseDialog';
import { PartRow } from './PartRow';
import { chosenOf, isLive, keyOf } from './parts';
import own from './personal-data.module.css';

/** Where customers of this name are known: the administrator says which of it is the person. */
export const Found = ({ found, onErased }: { found: CustomerParts; onErased: () => Promise<void> }) => {
  const { t } = useTranslation('personalData');
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [erasing, setErasing] = useState(false);
  const { parts, more } = found;
  const wanted = parts.filter((part) => chosen.has(keyOf(part)));
  const live = wanted.some(isLive);
  const choose = (part: CustomerPart, yes: boolean): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (yes) next.add(keyOf(part));
      else next.delete(keyOf(part));
      return next;
    });
  const save = (): Promise<void> =>
    run(async () => {
      const file = await rest.exportCustomers({ parts: wanted.map(chosenOf) });
      download('relevo-customer.json', 'application/json', JSON.stringify(file, null, 2));
    });
  if (parts.length === 0) return <p className={own.nobody}>{t('nobody')}</p>;
  return (
    <>
      <div className={own.tools}>
        <Checkbox
          label={t('all', { count: parts.length })}
          checked={wanted.length === parts.length}
          indeterminate={wanted.length > 0 && wanted.length < parts.length}
          onChange={(event) => setChosen(new Set(event.currentTarget.checked ? parts.map(keyOf) : []))}
        />
        <Button variant="default" disabled={wanted.length === 0} loading={busy} onClick={() => void save()}>
          {t('export')}
        </Button>
        <Button
          color="red"
          variant="default"
          disabled={wanted.length === 0 || live}
          onClick={() => setErasing(true)}
        >
          {t('erase')}
        </Button>
      </div>
      {live && <p className={css.text}>{t('live')}</p>}
      <Refusal problem={problem} />
      <table className={users.table}>
        <thead>
          <tr>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{t('session')}</th>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <PartRow
              key={keyOf(part)}
              part={part}
              chosen={chosen.has(keyOf(part))}
              onChoose={(yes) => choose(part, yes)}
            />
          ))}
        </tbody>
      </table>
      {more && <p className={css.text}>{t('more', { count: parts.length })}</p>}
      {erasing && (
        <EraseDialog
          parts={wanted}
          onClose={() => setErasing(false)}
          onErased={() => {
            setErasing(false);
            setChosen(new Set());
            void onErased();
          }}
        />
      )}
    </>
  );
};
