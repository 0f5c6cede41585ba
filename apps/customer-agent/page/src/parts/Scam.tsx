import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

/** The warning under the first screen, and the way out: ends the session and reports the call. */
export const Scam = ({ organisation, onReport }: { organisation: string; onReport: () => Promise<void> }) => {
  const { t } = useTranslation('customer');
  const [step, setStep] = useState<'ask' | 'confirm' | 'busy'>('ask');
  const report = (): void => {
    setStep('busy');
    void onReport().finally(() => setStep('ask'));
  };
  return (
    <aside className="scam">
      <IconHandStop size={24} aria-hidden="true" />
      <div>
        <b>{t('scam.title')}</b> {t('scam.text')}
        {step === 'ask' ? (
          <button type="button" className="link" onClick={() => setStep('confirm')}>
            {t('scam.stop')}
          </button>
        ) : (
          <div className="scam-confirm" role="alertdialog" aria-label={t('scam.confirm')}>
            <p>
              <b>{t('scam.confirm')}</b> {t('scam.confirmText', { organisation })}
            </p>
            <Button tone="stop" disabled={step === 'busy'} onClick={report}>
              {t('scam.yes')}
            </Button>
            <Button disabled={step === 'busy'} onClick={() => setStep('ask')}>
              {t('scam.no')}
            </Button>
          </div>
        )}
      </div>
    </aside>
  );
};
