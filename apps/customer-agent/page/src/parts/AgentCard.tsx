import type { DeviceCodeView } from '@relevo/contracts';
import { clock, useLanguage } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

/** Leads through starting the agent on the computer that needs help. */
export const AgentCard = ({
  csr,
  asked,
  attachedTo,
  onCode,
}: {
  csr: string;
  /** The CSR asked for it. */
  asked: boolean;
  /** Name of the computer on which the agent runs already. */
  attachedTo: string | null;
  onCode: () => Promise<DeviceCodeView | null>;
}) => {
  const { t } = useTranslation('customer');
  const { language } = useLanguage();
  const [code, setCode] = useState<DeviceCodeView | null>(null);
  const [busy, setBusy] = useState(false);
  const [copied, setCopied] = useState(false);
  const command = code ? `npm run agent -- ${code.code} --server ${location.origin}` : '';
  const fetchCode = (): void => {
    setBusy(true);
    setCopied(false);
    void onCode()
      .then(setCode)
      .finally(() => setBusy(false));
  };
  if (attachedTo !== null) {
    return (
      <section className="card agent" role="status">
        <p className="rest">{t('agent.attached', { device: attachedTo })}</p>
      </section>
    );
  }
  return (
    <section
      className={asked ? 'card agent agent-asked' : 'card agent'}
      aria-label={t('agent.title', { csr })}
    >
      <h2>{t('agent.title', { csr })}</h2>
      <p className="rest">{asked ? t('agent.asked', { csr }) : t('agent.offer')}</p>
      {code ? (
        <ol>
          <li>{t('agent.step1')}</li>
          <li>
            {t('agent.step2')}
            <div className="command">
              <code>{command}</code>
              <Button
                onClick={() => {
                  void navigator.clipboard.writeText(command).then(() => setCopied(true));
                }}
              >
                {copied ? t('agent.copied') : t('agent.copy')}
              </Button>
            </div>
            <span className="quiet rv-num">
              {t('agent.expires', { time: clock(code.expiresAt, language) })}
            </span>{' '}
            <button type="button" className="link" onClick={fetchCode}>
              {t('agent.newCode')}
            </button>
          </li>
          <li>{t('agent.step3')}</li>
        </ol>
      ) : (
        <Button className="b-wide" disabled={busy} onClick={fetchCode}>
          {t('agent.show')}
        </Button>
      )}
    </section>
  );
};
