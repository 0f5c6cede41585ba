import { newId } from '@relevo/client/new-id';
import type { ErrorCode, Language, SendInviteBody } from '@relevo/contracts';
import type { Invite, InviteDelivery } from '@relevo/domain';
import { useLanguage, useSnapshot } from '@relevo/ui';
import { useRef, useState } from 'react';
import { codeOf } from '../../app/notices';
import { useDesk } from '../../app/use-desk';
import { useSession } from '../use-work';

type Address = Pick<SendInviteBody, 'channel' | 'to'>;

/** Sends links of invites: what becomes of them comes back with the session (W11). */
export const useSending = () => {
  const { rest, layout, inviteSecrets } = useDesk();
  const { sessionId } = useSession();
  const own = useLanguage().language;
  const chosen = useSnapshot(layout).inviteLanguage;
  const language: Language = chosen ?? own;
  /** The same press is the same sending, also when its answer was lost. */
  const intended = useRef<{ key: string; deliveryId: string }>(undefined);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ErrorCode>();

  const send = async (inviteId: string, address: Address): Promise<boolean> => {
    const key = JSON.stringify([inviteId, address]);
    if (intended.current?.key !== key) intended.current = { key, deliveryId: newId() };
    const { deliveryId } = intended.current;
    setBusy(true);
    setFailed(undefined);
    try {
      await rest.sendInvite(sessionId, inviteId, { ...address, deliveryId, language });
      intended.current = undefined;
      return true;
    } catch (error) {
      setFailed(codeOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };

  /** One like it, where it is of no more use; a colleague who was rung is rung again. */
  const fresh = async ({ csr }: Invite): Promise<string> => {
    const inviteId = newId();
    if (csr?.expert)
      await rest.inviteExpert(sessionId, { inviteId, name: csr.name, rights: [...csr.expert] });
    else if (csr) await rest.inviteColleague(sessionId, { inviteId, accountId: csr.accountId });
    else inviteSecrets.add(await rest.createInvite(sessionId, { inviteId }));
    return inviteId;
  };

  /** Another invite like this one. @returns null when it was refused: `failed` says why */
  const renew = async (invite: Invite): Promise<string | null> => {
    setBusy(true);
    setFailed(undefined);
    try {
      return await fresh(invite);
    } catch (error) {
      setFailed(codeOf(error));
      return null;
    } finally {
      setBusy(false);
    }
  };

  /** Sends to the same address again: the same invite while it is good, else a fresh one. */
  const again = async (invite: Invite, { channel, to }: InviteDelivery, good: boolean): Promise<void> => {
    const inviteId = good ? invite.id : await renew(invite);
    if (inviteId) await send(inviteId, { channel, to });
  };
  return {
    send,
    again,
    renew,
    busy,
    failed,
    language,
    setLanguage: (inviteLanguage: Language) => layout.change({ inviteLanguage }),
  };
};
