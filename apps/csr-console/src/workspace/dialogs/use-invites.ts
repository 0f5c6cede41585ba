import { newId } from '@relevo/client/new-id';
import type { ErrorCode, InviteView } from '@relevo/contracts';
import { useSnapshot } from '@relevo/ui';
import { useRef, useState } from 'react';
import { codeOf } from '../../app/notices';
import { useDesk } from '../../app/use-desk';
import { useSession } from '../use-work';

/** The secrets of invites that were made in this page; nobody can ask for them a second time. */
export const useInvites = () => {
  const desk = useDesk();
  const { session, sessionId } = useSession();
  const secrets = useSnapshot(desk.inviteSecrets);
  const intended = useRef<string>(undefined);
  const [making, setMaking] = useState(false);
  const [failed, setFailed] = useState<ErrorCode>();

  const make = async (): Promise<void> => {
    setMaking(true);
    setFailed(undefined);
    intended.current ??= newId();
    try {
      desk.inviteSecrets.add(await desk.rest.createInvite(sessionId, { inviteId: intended.current }));
      intended.current = undefined;
    } catch (error) {
      setFailed(codeOf(error));
    } finally {
      setMaking(false);
    }
  };

  /** The newest invite whose secrets we hold and that can still be used. */
  const usable = (now: number): InviteView | undefined =>
    secrets.findLast(({ inviteId, expiresAt }) => {
      const invite = session.invites[inviteId];
      return now < expiresAt && invite?.status === 'open';
    });
  return { make: () => void make(), making, failed, usable };
};
