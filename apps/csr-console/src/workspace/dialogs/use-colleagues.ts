import { newId } from '@relevo/client/new-id';
import type { Colleague, ErrorCode } from '@relevo/contracts';
import { csrOf, type SessionState } from '@relevo/domain';
import { useNow } from '@relevo/ui';
import { useEffect, useState } from 'react';
import { codeOf } from '../../app/notices';
import { useDesk } from '../../app/use-desk';
import { useSession } from '../use-work';

/** How often the directory is asked who can be reached, while it is open, in ms. */
const LOOK_MS = 2000;

const stateOf = (session: SessionState, accountId: string, now: number) => {
  if (csrOf(session, accountId)?.status === 'joined') return 'here' as const;
  const asked = Object.values(session.invites)
    .filter(({ csr }) => csr?.accountId === accountId)
    .sort((a, b) => b.createdAt - a.createdAt)[0];
  if (asked?.status === 'open' && now < asked.expiresAt) return 'ringing' as const;
  return asked?.status === 'declined' ? ('declined' as const) : ('free' as const);
};

/** The directory as it is now, and the two ways to ask a colleague in. */
export const useColleagues = () => {
  const { rest } = useDesk();
  const { session, sessionId } = useSession();
  const now = useNow();
  const [known, setKnown] = useState<readonly Colleague[]>();
  const [link, setLink] = useState<{ inviteId: string; url: string }>();
  const [making, setMaking] = useState(false);
  const [failed, setFailed] = useState<ErrorCode>();

  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      try {
        const { colleagues } = await rest.colleagues();
        if (!over) setKnown(colleagues);
      } catch (error) {
        if (!over) setFailed(codeOf(error));
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [rest]);

  const ask = async (accountId: string | null): Promise<void> => {
    setMaking(accountId === null);
    setFailed(undefined);
    try {
      const made = await rest.inviteColleague(sessionId, { inviteId: newId(), accountId });
      if (made.link) setLink({ inviteId: made.inviteId, url: made.link });
    } catch (error) {
      setFailed(codeOf(error));
    } finally {
      setMaking(false);
    }
  };

  const colleagues = known
    ?.map((one) => ({ ...one, state: stateOf(session, one.accountId, now) }))
    .sort((a, b) => Number(b.reachable) - Number(a.reachable) || a.name.localeCompare(b.name));
  return {
    colleagues,
    ring: (accountId: string) => void ask(accountId),
    link,
    makeLink: () => void ask(null),
    making,
    failed,
  };
};
