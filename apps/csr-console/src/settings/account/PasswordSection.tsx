import { Button, PasswordInput } from '@mantine/core';
import { newPassword } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Changes the password; the form opens where the button was. */
export const PasswordSection = () => {
  const { t } = useTranslation(['accounts', 'common']);
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="password-title">
      <div className={`${css.row} ${css.spread}`}>
        <div>
          <h2 id="password-title">{t('password.title')}</h2>
          <p className={css.text}>{t('password.text')}</p>
        </div>
        {!open && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('password.change')}
          </Button>
        )}
      </div>
      {open && <PasswordForm onClose={() => setOpen(false)} />}
    </section>
  );
};

const PasswordForm = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation(['accounts', 'common', 'console']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const [fields, setFields] = useState({ current: '', next: '' });
  const [wrong, setWrong] = useState<{ current?: string; next?: string }>({});
  const set = (field: keyof typeof fields) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((before) => ({ ...before, [field]: value }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = {
      current: fields.current === '' ? t('console:signIn.passwordMissing') : undefined,
      next: newPassword.safeParse(fields.next).success
        ? undefined
        : t('console:setup.passwordShort', { count: fields.next.length }),
    };
    setWrong(found);
    if (found.current || found.next) return;
    void run(async () => {
      await rest.changePassword(fields);
      notices.done(t('password.done'));
      onClose();
    });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <PasswordInput
        label={t('password.current')}
        autoComplete="current-password"
        autoFocus
        value={fields.current}
        error={wrong.current}
        onChange={set('current')}
      />
      <PasswordInput
        label={t('password.next')}
        description={t('console:setup.passwordHint')}
        autoComplete="new-password"
        value={fields.next}
        error={wrong.next}
        onChange={set('next')}
      />
      <Refusal problem={problem} />
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  );
};
