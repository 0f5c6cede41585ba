import type { AvailabilityBody, QueueDesk } from '@relevo/contracts';
import { useRef, useState } from 'react';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';

/** What was said last, until the server has answered. Only what changes is said: the rest may have changed meanwhile. */
export const useAvailability = (me: QueueDesk['me']) => {
  const { rest, queues } = useDesk();
  const notices = useNotices();
  const [wanted, setWanted] = useState<AvailabilityBody>({});
  const last = useRef(Promise.resolve());
  const { state, capacity } = { ...me, ...wanted };
  const say = (over: AvailabilityBody): void => {
    const body = over.reason === undefined ? over : { ...over, reason: over.reason.trim() };
    setWanted((before) => ({ ...before, ...body }));
    const said = last.current.then(async () => {
      try {
        queues.stands(await rest.setAvailability(body));
      } catch (error) {
        notices.refused(codeOf(error));
      }
      if (last.current === said) setWanted({});
    });
    last.current = said;
  };
  return { shown: { state, capacity }, say };
};
