import { readableCode, type SafetyStanding } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

/** What stands under the code. */
const SAYS = { unchecked: 'safety.unchecked', asked: 'safety.asked', waiting: 'safety.waiting' } as const;

/** Six digits that the customer and a CSR compare aloud: whoever sits in between cannot make them equal. */
export const SafetyCard = ({
  csr,
  organisation,
  code,
  standing,
  onCompared,
}: {
  csr: string;
  organisation: string;
  code: string | null;
  standing: SafetyStanding;
  onCompared: (matches: boolean) => void;
}) => {
  const { t } = useTranslation('customer');
  if (standing === 'differs') {
    return (
      <section className="banner banner-alarm" role="alert">
        <b>{t('safety.differs')}</b>
        {t('safety.differsText', { csr, organisation })}
      </section>
    );
  }
  if (code === null || standing === 'checked') return null;
  return (
    <section className="card safety" aria-label={t('safety.labelOf', { csr })}>
      <h2>{t('safety.title', { csr })}</h2>
      <p className="rest">{t('safety.read', { csr })}</p>
      <p className="safety-code rv-num">{readableCode(code)}</p>
      <p className="quiet" role="status">
        {t(SAYS[standing], { csr })}
      </p>
      {standing !== 'waiting' && (
        <div className="safety-answers">
          <Button onClick={() => onCompared(false)}>{t('safety.no')}</Button>
          <Button onClick={() => onCompared(true)}>{t('safety.yes')}</Button>
        </div>
      )}
    </section>
  );
};
