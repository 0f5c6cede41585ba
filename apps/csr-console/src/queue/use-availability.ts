import type { AvailabilityBody, QueueDesk } from '@relevo/contracts';
import { useRef, useState } from 'react';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';

/** What was said last, until the server has answered: two changes in a row do not undo each other. */
export const useAvailability = (me: QueueDesk['me']) => {
  const { rest, queues } = useDesk();
  const notices = useNotices();
  const [wanted, setWanted] = useState<AvailabilityBody>();
  const last = useRef(Promise.resolve());
  const { state, capacity, reason } = wanted ?? me;
  const say = (over: Partial<AvailabilityBody>): void => {
    const next = { state, capacity, reason, ...over };
    const body = { ...next, reason: next.state === 'away' ? next.reason.trim() : '' };
    setWanted(body);
    last.current = last.current.then(async () => {
      try {
        queues.stands(await rest.setAvailability(body));
      } catch (error) {
        notices.refused(codeOf(error));
      }
      setWanted((newest) => (newest === body ? undefined : newest));
    });
  };
  return { shown: { state, capacity }, say };
};
