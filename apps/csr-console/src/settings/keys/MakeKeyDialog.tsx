import { Button, Checkbox, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { type MadeApiKey, type ManagedAccount, makeApiKeyBody } from '@relevo/contracts';
import { API_SCOPES, type ApiScope, roleHolds } from '@relevo/domain';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import type { StaffView } from '../../app/signed-in';
import { useSignedInStore } from '../../app/use-signed-in';
import { isWrong } from '../is-wrong';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

const LIVES = [30, 90, 180, 365] as const;
const USUAL: readonly ApiScope[] = ['session.start', 'invite.create'];

/** Makes a key in one's own name, or (an administrator) in somebody else's. */
export const MakeKeyDialog = ({
  account,
  onClose,
  onMade,
}: {
  account: StaffView;
  onClose: () => void;
  onMade: (made: MadeApiKey) => void;
}) => {
  const { t } = useTranslation(['starts', 'common', 'console']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [people, setPeople] = useState<readonly Pick<ManagedAccount, 'id' | 'name' | 'role'>[]>([account]);
  const [name, setName] = useState('');
  const [accountId, setAccountId] = useState(account.id);
  const [scopes, setScopes] = useState<readonly ApiScope[]>(USUAL);
  const [days, setDays] = useState<number>(90);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (account.role !== 'administrator') return;
    rest.accounts().then(
      ({ accounts }) => setPeople(accounts.filter(({ state }) => state === 'active')),
      // Then it is one's own name, which is there already.
      () => undefined,
    );
  }, [rest, account.role]);
  const speaksFor = people.find(({ id }) => id === accountId) ?? account;
  const offered = API_SCOPES.filter(
    (scope) => roleHolds(account.role, scope) && roleHolds(speaksFor.role, scope),
  );
  const body = { name, accountId, scopes: scopes.filter((scope) => offered.includes(scope)), days, password };
  const parsed = makeApiKeyBody.safeParse(body);
  const wrong = (field: keyof typeof body): boolean => tried && isWrong(parsed, field);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) void run(async () => onMade(await rest.makeApiKey(parsed.data)));
  };
  return (
    <Dialog opened onClose={onClose} title={t('keys.add')} size={480}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('keys.name')}
          description={t('keys.nameHint')}
          data-autofocus
          value={name}
          error={wrong('name') && t('types.nameWrong')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {account.role === 'administrator' && (
          <Select
            label={t('keys.account')}
            data={people.map(({ id, name: label }) => ({ value: id, label }))}
            value={accountId}
            searchable
            allowDeselect={false}
            onChange={(id) => setAccountId(id ?? account.id)}
          />
        )}
        <Checkbox.Group
          label={t('keys.scopes')}
          value={[...body.scopes]}
          error={wrong('scopes') && t('keys.scopesMissing')}
          onChange={(chosen) => setScopes(chosen)}
        >
          <Stack gap={8} mt={6}>
            {offered.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`keys.scope.${scope}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('keys.days')}
          data={LIVES.map((count) => ({ value: String(count), label: t('keys.dayCount', { count }) }))}
          value={String(days)}
          allowDeselect={false}
          w={200}
          onChange={(value) => setDays(Number(value))}
        />
        <PasswordInput
          label={t('keys.password')}
          description={t('keys.passwordHint')}
          autoComplete="current-password"
          value={password}
          error={wrong('password') && t('console:signIn.passwordMissing')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Refusal problem={problem} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('keys.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
