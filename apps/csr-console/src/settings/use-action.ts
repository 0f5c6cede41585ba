import { ApiFailure } from '@relevo/client';
import type { ErrorBody } from '@relevo/contracts';
import { useState } from 'react';

/** One call at a time, with the refusal that it ended in. */
export const useAction = () => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorBody>();
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setProblem(error.body);
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
};
