import { newId } from '@relevo/client/new-id';
import { type Capability, liveGrants, pendingRequests } from '@relevo/domain';
import { useNow } from '@relevo/ui';
import { useCommand } from '../use-command';
import { useRemote, useSession, useWork } from '../use-work';

/** What I may do on the customer's computer, what I asked for, and the commands about both. */
export const useGrants = () => {
  const { client } = useWork();
  const { session, me } = useSession();
  const remote = useRemote();
  const now = useNow();
  const run = useCommand();
  // After the end nothing runs, also while the device's last reports are still on their way.
  const mine =
    session.phase === 'open' ? liveGrants(session, now).filter((grant) => grant.csrId === me?.id) : [];
  const asked =
    session.phase === 'open'
      ? pendingRequests(session, now).filter((request) => request.csrId === me?.id)
      : [];
  return {
    view: mine.find((grant) => grant.capability === 'screen.view'),
    control: mine.find((grant) => grant.capability === 'input.control'),
    asked,
    ask: (capability: Capability, minutes: number | null) =>
      run(client.command('grant.request', { requestId: newId(), capability, minutes, participantId: null })),
    cancel: (requestId: string) => run(client.command('grant.withdraw', { requestId })),
    /** Stops at the device first, over the link, then in the log: the link may be up when the server is not. */
    stop: (grantId: string) => {
      remote.screen?.letGo(grantId);
      return run(client.command('grant.stop', { grantId }));
    },
  };
};
