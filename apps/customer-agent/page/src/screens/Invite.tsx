import type { InvitePreview } from '@relevo/contracts';
import { firstName, initials } from '@relevo/ui';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckLink } from '../check/CheckLink';
import { Bar, Brand, LanguageSwitch } from '../parts/Bar';
import { Button } from '../parts/Button';
import { Scam } from '../parts/Scam';
import { queueName } from '../queue/saved-ticket';

/** The first screen: who is calling, what for, what they can do (nothing), a name and Join. */
export const Invite = ({
  preview,
  problem,
  onJoin,
  onReport,
}: {
  preview: InvitePreview;
  /** A sentence when the last try to join did not work. */
  problem: string | null;
  onJoin: (name: string) => Promise<void>;
  onReport: () => Promise<void>;
}) => {
  const { t } = useTranslation('customer');
  const field = useId();
  const [name, setName] = useState(queueName);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const csr = firstName(preview.csrName);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') {
      setMissing(true);
      return;
    }
    setBusy(true);
    void onJoin(name.trim()).finally(() => setBusy(false));
  };
  return (
    <>
      <Bar>
        <Brand organisation={preview.organisation} />
        <LanguageSwitch />
      </Bar>
      <main className="wrap first">
        <section className="card">
          <div className="who">
            <span className="photo" aria-hidden="true">
              {initials(preview.csrName)}
            </span>
            <div>
              <h1>{t('invite.title', { csr: preview.csrName })}</h1>
              <p className="from">{t('invite.from', { organisation: preview.organisation })}</p>
            </div>
          </div>
          {preview.subject !== '' && (
            <div className="about">
              <span className="quiet">{t('invite.subject')}</span>
              <span dir="auto">{preview.subject}</span>
            </div>
          )}
          <div className="safe">
            <IconLock size={24} aria-hidden="true" />
            <div>
              <p>{t('invite.promise', { csr })}</p>
              <p className="safe-more">{t('invite.mayAsk', { csr })}</p>
            </div>
          </div>
          <form onSubmit={submit}>
            <label htmlFor={field}>{t('invite.name')}</label>
            <input
              id={field}
              autoComplete="name"
              maxLength={80}
              value={name}
              aria-invalid={missing}
              aria-describedby={missing ? `${field}-problem` : undefined}
              onChange={(event) => {
                setMissing(false);
                setName(event.target.value);
              }}
            />
            {missing && (
              <p id={`${field}-problem`} className="field-problem" role="alert">
                {t('invite.nameMissing', { csr })}
              </p>
            )}
            {problem && !busy && (
              <p className="field-problem" role="alert">
                {problem}
              </p>
            )}
            <Button type="submit" tone="primary" hero disabled={busy}>
              {busy ? t('invite.joining') : t(problem ? 'problem.retry' : 'invite.join')}
            </Button>
          </form>
        </section>
        <Scam organisation={preview.organisation} onReport={onReport} />
        <p className="address">{t('invite.address', { host: location.host })}</p>
        <CheckLink />
      </main>
    </>
  );
};
