import { newId } from '@relevo/client/new-id';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';

/** Starts a session and goes to its workspace. The id is kept until it worked, so that pressing twice starts once. */
export const useStartSession = () => {
  const desk = useDesk();
  const navigate = useNavigate();
  const notices = useNotices();
  const intended = useRef<string>(undefined);
  const [starting, setStarting] = useState(false);

  const start = async (subject: string): Promise<void> => {
    if (starting) return;
    setStarting(true);
    intended.current ??= newId();
    const sessionId = intended.current;
    try {
      await desk.rest.startSession({ sessionId, subject });
      intended.current = undefined;
      desk.tabs.show(sessionId);
      await navigate({ to: '/sessions/$sessionId', params: { sessionId }, state: { justStarted: true } });
    } catch (error) {
      notices.refused(codeOf(error));
    } finally {
      setStarting(false);
    }
  };
  return { start: (subject = '') => void start(subject), starting };
};
