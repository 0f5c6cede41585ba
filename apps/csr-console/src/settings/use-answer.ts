import { ApiFailure, type RestClient } from '@relevo/client';
import type { ErrorBody } from '@relevo/contracts';
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { useSignedInStore } from '../app/use-signed-in';

/** What the server answers to the question of a page, which may change it then; `failed` = why there is no answer. */
export const useAnswer = <Answer>(
  /** The same at each call: it is asked once. */
  ask: (rest: RestClient) => Promise<Answer>,
): [
  answer: Answer | undefined,
  setAnswer: Dispatch<SetStateAction<Answer | undefined>>,
  failed: ErrorBody | undefined,
] => {
  const { rest } = useSignedInStore();
  const [answer, setAnswer] = useState<Answer>();
  const [failed, setFailed] = useState<ErrorBody>();
  useEffect(() => {
    ask(rest).then(setAnswer, (error: unknown) => {
      if (error instanceof ApiFailure) setFailed(error.body);
    });
  }, [rest, ask]);
  return [answer, setAnswer, failed];
};
