import type { ErrorCode } from '@relevo/contracts';
import { type ReactNode, useState } from 'react';
import { StartDialog } from './StartDialog';
import { useStartSession } from './use-start-session';

/** One press starts with what this person has saved (W4); what that is refused for opens the details. */
export const useStart = () => {
  const starting = useStartSession();
  const [details, setDetails] = useState<{ problem?: ErrorCode | undefined }>();
  const start = async (): Promise<void> => {
    const problem = await starting.start();
    if (problem) setDetails({ problem });
  };
  const dialog: ReactNode = details && (
    <StartDialog starting={starting} problem={details.problem} onClose={() => setDetails(undefined)} />
  );
  return {
    start: () => void start(),
    starting: starting.starting,
    withDetails: () => setDetails({}),
    /** To be drawn where the button is. */
    dialog,
  };
};
