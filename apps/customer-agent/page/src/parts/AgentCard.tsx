import type { DeviceCodeView, ErrorCode } from '@relevo/contracts';
import { clock, useLanguage } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../visit/code-of';
import { Button } from './Button';

interface Offer {
  readonly csr: string;
  /** The CSR asked for it. */
  readonly asked: boolean;
  readonly onCode: () => Promise<DeviceCodeView>;
}

/** Leads through starting the agent on the computer that needs help, or says where it runs. */
export const AgentCard = ({
  attachedTo,
  ...offer
}: Offer & {
  /** Name of the computer on which the agent runs already. */
  attachedTo: string | null;
}) => {
  const { t } = useTranslation('customer');
  // A code is used up once the agent runs: the offer begins anew when it is gone.
  if (attachedTo === null) return <AgentOffer {...offer} />;
  return (
    <section className="card agent" role="status">
      <p className="rest">{t('agent.attached', { device: attachedTo })}</p>
    </section>
  );
};

const AgentOffer = ({ csr, asked, onCode }: Offer) => {
  const { t } = useTranslation('customer');
  const { t: sentence } = useTranslation('refusals');
  const { language } = useLanguage();
  const [code, setCode] = useState<DeviceCodeView | null>(null);
  const [problem, setProblem] = useState<ErrorCode>();
  const [busy, setBusy] = useState(false);
  const [copied, setCopied] = useState(false);
  const pin = code?.certificate ? ` --cert-sha256 ${code.certificate}` : '';
  const command = code ? `npm run agent -- ${code.code} --server ${location.origin}${pin}` : '';
  const fetchCode = (): void => {
    setBusy(true);
    setCopied(false);
    setProblem(undefined);
    void onCode()
      .then(setCode, (error: unknown) => setProblem(codeOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <section
      className={asked ? 'card agent agent-asked' : 'card agent'}
      aria-label={t('agent.title', { csr })}
    >
      <h2>{t('agent.title', { csr })}</h2>
      <p className="rest">{asked ? t('agent.asked', { csr }) : t('agent.offer')}</p>
      {problem && (
        <p role="alert" className="field-problem">
          {problem === 'UNAVAILABLE' ? t('agent.noCode') : sentence(problem)}
        </p>
      )}
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
