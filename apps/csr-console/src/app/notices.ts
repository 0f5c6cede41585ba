import { notifications } from '@mantine/notifications';
import { ApiFailure } from '@relevo/client';
import type { ErrorCode } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';

/** The code of whatever a call threw. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof ApiFailure ? error.code : 'INTERNAL');

/** Says things at the edge of the page: a refusal by its sentence, or that something was done. */
export const useNotices = () => {
  const { t } = useTranslation('refusals');
  return {
    refused: (code: ErrorCode) => notifications.show({ message: t(code), color: 'gray', withBorder: true }),
    done: (message: string) =>
      notifications.show({ message, color: 'accent', withBorder: true, autoClose: 2500 }),
  };
};
