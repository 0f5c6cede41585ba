import { newId } from '@relevo/client';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';

/** Taking a customer who waits, or letting them go on. Pressed again after a lost answer, it is the same session. */
export const usePicking = (ticketId: string) => {
  const { rest } = useDesk();
  const notices = useNotices();
  const navigate = useNavigate();
  const sessionId = useRef(newId());
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notices.refused(codeOf(error));
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    pick: () =>
      act(async () => {
        const { id } = await rest.pickCustomer(ticketId, { sessionId: sessionId.current });
        await navigate({ to: '/sessions/$sessionId', params: { sessionId: id } });
      }),
    pass: () => act(() => rest.passCustomer(ticketId)),
    done: () => act(() => rest.calledBack(ticketId)),
  };
};
