import { Button, Radio, Stack, TextInput } from '@mantine/core';
import {
  type ChangedAccount,
  email as emailSchema,
  LANGUAGES,
  type Language,
  personName,
} from '@relevo/contracts';
import { ACCOUNT_ROLES, type AccountRole } from '@relevo/domain';
import { LANGUAGE_NAMES, useLanguage } from '@relevo/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Makes an account; its owner chooses the password by a one-time link. */
export const AddUserDialog = ({
  onClose,
  onAdded,
}: {
  onClose: () => void;
  onAdded: (change: ChangedAccount) => void;
}) => {
  const { t } = useTranslation(['accounts', 'common', 'console']);
  const { rest } = useSignedInStore();
  const own = useLanguage().language;
  const { busy, problem, run } = useAction();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<AccountRole>('csr');
  const [language, setLanguage] = useState<Language>(own);
  const [wrong, setWrong] = useState<{ name?: string; email?: string }>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = {
      name: personName.safeParse(name).success ? undefined : t('console:setup.nameMissing'),
      email: emailSchema.safeParse(email).success ? undefined : t('console:signIn.emailInvalid'),
    };
    setWrong(found);
    if (found.name || found.email) return;
    void run(async () => onAdded(await rest.createAccount({ name, email, role, language })));
  };
  return (
    <Dialog opened onClose={onClose} title={t('users.add')} size={440}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('users.name')}
          description={t('console:setup.nameHint')}
          data-autofocus
          value={name}
          error={wrong.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('console:signIn.email')}
          type="email"
          value={email}
          error={wrong.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Radio.Group label={t('users.role')} value={role} onChange={(value) => setRole(value)}>
          <Stack gap={8} mt={6}>
            {ACCOUNT_ROLES.map((one) => (
              <Radio key={one} value={one} label={t(`console:account.role.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group label={t('users.language')} value={language} onChange={(value) => setLanguage(value)}>
          <div className={css.row} style={{ marginTop: 6 }}>
            {LANGUAGES.map((one) => (
              <Radio key={one} value={one} label={LANGUAGE_NAMES[one]} lang={one} />
            ))}
          </div>
        </Radio.Group>
        <Refusal problem={problem} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('users.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
