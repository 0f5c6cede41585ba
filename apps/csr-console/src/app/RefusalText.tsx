import type { ErrorCode } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';

/** Why something was not done, or cannot be, in its sentence; nothing while there is no reason. */
export const RefusalText = ({
  code,
  className,
}: {
  code: ErrorCode | null | undefined;
  className: string | undefined;
}) => {
  const { t } = useTranslation('refusals');
  return code ? (
    <p className={className} role="alert">
      {t(code)}
    </p>
  ) : null;
};
