import type { SessionState } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import type { ShownSafety } from '../visit/csr-safety';
import { SafetyCard } from './SafetyCard';

/** Whether it is really they: of each CSR for themselves, what is wrong first. */
export const Safety = ({
  safety,
  session,
  organisation,
  compares,
  onCompared,
}: {
  safety: readonly ShownSafety[];
  session: SessionState;
  organisation: string;
  /** Whether codes are compared at this page now. */
  compares: boolean;
  onCompared: (csrId: string, matches: boolean) => void;
}) => {
  const { t } = useTranslation('customer');
  const impostors = safety.filter(({ keyChanged, standing }) => keyChanged && standing !== 'differs');
  const cards = safety.filter(
    (one) =>
      (compares && one.compares) ||
      (one.standing === 'differs' && session.participants[one.csrId]?.status === 'joined'),
  );
  return (
    <>
      {impostors.map(({ csrId, called: csr }) => (
        <div key={csrId} className="banner banner-alarm" role="alert">
          {t('alarm.key', { csr })}
        </div>
      ))}
      {cards.map(({ csrId, called, code, standing }) => (
        <SafetyCard
          key={csrId}
          csr={called}
          organisation={organisation}
          code={code}
          standing={standing}
          onCompared={(matches) => onCompared(csrId, matches)}
        />
      ))}
    </>
  );
};
