import { notifications } from '@mantine/notifications';
import { ApiFailure } from '@relevo/client';
import type { ErrorCode } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';

/** The code of whatever a call threw. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof ApiFailure ? error.code : 'INTERNAL');

/** Says things at the edge of the page: a refusal by its sentence, or that something was done. */
export const useNotices = () => {
  const { t } = useTranslation(['refusals', 'common']);
  const common = { withBorder: true, closeButtonProps: { 'aria-label': t('common:close') } };
  const say = (message: string) => notifications.show({ ...common, message, color: 'gray' });
  return {
    /** A reason or a state, in a sentence. */
    say,
    refused: (code: ErrorCode) => say(t(code)),
    done: (message: string) => notifications.show({ ...common, message, color: 'accent', autoClose: 2500 }),
  };
};
