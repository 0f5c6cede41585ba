import { setTimeout as sleep } from 'node:timers/promises';

/** What `asked` answers within so many ms, else `otherwise`; `otherwise` too when it fails. Leaves no timer behind. */
export const within = async <Answer, Otherwise>(
  ms: number,
  asked: Promise<Answer>,
  otherwise: Otherwise,
): Promise<Answer | Otherwise> => {
  const answered = new AbortController();
  const late = sleep(ms, otherwise, { signal: answered.signal }).catch(() => otherwise);
  const answer = asked.catch(() => otherwise);
  return Promise.race([answer, late]).finally(() => answered.abort());
};
