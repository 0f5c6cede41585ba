import { groupDigits } from '@relevo/ui';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/Button';
import { Message } from './Message';

/** For customers to whom a code was read out. */
export const Code = ({ organisation, onCode }: { organisation: string; onCode: (code: string) => void }) => {
  const { t } = useTranslation('customer');
  const field = useId();
  const [digits, setDigits] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (digits.length === 9) onCode(digits);
    else setIncomplete(true);
  };
  return (
    <Message organisation={organisation} title={t('code.title')}>
      <p className="quiet">{t('code.explain')}</p>
      <form onSubmit={submit}>
        <label htmlFor={field}>{t('code.label')}</label>
        <input
          id={field}
          className="code-field"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          value={groupDigits(digits)}
          aria-invalid={incomplete}
          aria-describedby={incomplete ? `${field}-problem` : undefined}
          onChange={(event) => {
            setIncomplete(false);
            setDigits(event.target.value.replace(/\D/g, '').slice(0, 9));
          }}
        />
        {incomplete && (
          <p id={`${field}-problem`} className="field-problem" role="alert">
            {t('code.incomplete')}
          </p>
        )}
        <Button type="submit" tone="primary" hero>
          {t('code.continue')}
        </Button>
      </form>
    </Message>
  );
};
