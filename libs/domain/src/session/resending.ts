import { sendVerdict } from './decide-deliveries';
import { ringVerdict } from './decide-invites';
import type { Invite, SessionState } from './state';

/**
 * How an invite that was never sent can still reach its person (W9, W11, W40): its link is sent, another like it is made,
 * or the colleague is rung anew; `null` = there is nothing to do, as they are here or are asked just now.
 */
export const resendingOf = (
  state: SessionState,
  invite: Invite,
  now: number,
): 'send' | 'renew' | 'ring' | null => {
  if (state.phase === 'ended') return null;
  const there = invite.usedBy === undefined ? undefined : state.participants[invite.usedBy]?.status;
  if (there === 'joined' || there === 'waiting') return null;
  const { csr } = invite;
  if (csr && csr.accountId !== null) return ringVerdict(state, csr, now) === null ? 'ring' : null;
  return sendVerdict(state, invite, now) === null ? 'send' : 'renew';
};
