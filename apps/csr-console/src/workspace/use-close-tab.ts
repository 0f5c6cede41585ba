import { useNavigate } from '@tanstack/react-router';
import { useDesk } from '../app/use-desk';

/** Takes a session's tab away; the session goes on. The next tab comes in front when `front` was, else the home page. */
export const useCloseTab = (front: string): ((sessionId: string) => void) => {
  const desk = useDesk();
  const navigate = useNavigate();
  return (sessionId) => {
    const next = desk.closeTab(sessionId);
    if (sessionId !== front) return;
    void (next
      ? navigate({ to: '/sessions/$sessionId', params: { sessionId: next } })
      : navigate({ to: '/' }));
  };
};
