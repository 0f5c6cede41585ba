import { newId } from '@relevo/client/new-id';
import type { ErrorCode } from '@relevo/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';
import { isAboutChoice, NO_CHOICE, type StartChoice } from './choice';

/** Starting sessions from this console. */
export interface Starting {
  /** Starts with a choice, or with what this person has saved (W4). Resolves with what the choice was refused for. */
  readonly start: (choice?: StartChoice) => Promise<ErrorCode | undefined>;
  readonly starting: boolean;
}

/** Starts a session and goes to its workspace. The id is kept until it worked, so that pressing twice starts once. */
export const useStartSession = (): Starting => {
  const desk = useDesk();
  const navigate = useNavigate();
  const notices = useNotices();
  const intended = useRef<string>(undefined);
  const [starting, setStarting] = useState(false);

  const start = async (choice?: StartChoice): Promise<ErrorCode | undefined> => {
    if (starting) return undefined;
    setStarting(true);
    intended.current ??= newId();
    const sessionId = intended.current;
    try {
      const wanted = choice ?? { ...NO_CHOICE, ...(await desk.rest.startDefaults()) };
      await desk.rest.startSession({ sessionId, ...wanted, customerName: wanted.customerName.trim() });
      intended.current = undefined;
      desk.tabs.show(sessionId);
      await navigate({
        to: '/sessions/$sessionId',
        params: { sessionId },
        state: { justStarted: true },
        replace: location.pathname === '/start',
      });
      return undefined;
    } catch (error) {
      const code = codeOf(error);
      if (isAboutChoice(code)) return code;
      notices.refused(code);
      return undefined;
    } finally {
      setStarting(false);
    }
  };
  return { start, starting };
};
