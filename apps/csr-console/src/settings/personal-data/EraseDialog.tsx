import { Button, PasswordInput } from '@mantine/core';
import type { CustomerPart } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { chosenOf } from './parts';
import { WhatGoes } from './WhatGoes';

/** Says what goes and what stays, and asks for the password: what is erased cannot be had again. */
export const EraseDialog = ({
  parts,
  onClose,
  onErased,
}: {
  parts: CustomerPart[];
  onClose: () => void;
  onErased: () => void;
}) => {
  const { t } = useTranslation(['personalData', 'common', 'console']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password === '') return;
    void run(async () => {
      const gone = await rest.eraseCustomers({ parts: parts.map(chosenOf), password });
      notices.done(t('erased', { ...gone }));
      onErased();
    });
  };
  return (
    <Dialog opened onClose={onClose} title={t('eraseTitle', { count: parts.length })} size={480}>
      <form className={css.form} onSubmit={submit} noValidate>
        <WhatGoes parts={parts} />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Refusal problem={problem} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy} disabled={password === ''}>
            {t('eraseNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
