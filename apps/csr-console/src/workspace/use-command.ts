import type { CommandOutcome, SentCommand } from '@relevo/client';
import { useNotices } from '../app/notices';

/** Sends a command on behalf of a button: a refusal is said in words; `then` is told how it ended. */
export const useCommand = () => {
  const notices = useNotices();
  return (sent: SentCommand, then?: (outcome: CommandOutcome) => void): void => {
    void sent.outcome.then((outcome) => {
      if (!outcome.ok) notices.refused(outcome.error.code);
      then?.(outcome);
    });
  };
};
