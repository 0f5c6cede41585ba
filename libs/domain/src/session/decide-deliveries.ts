import { refuse } from '../shared/refusal';
import type { SessionCommandData } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { inviteVerdict, inviting } from './decide-invites';
import { MAX_DELIVERIES } from './delivery';
import { may, type Verdict } from './may';
import { invitedAs } from './selectors';
import type { Invite, SessionState } from './state';

/** Whoever waits for the start, or for a parked session to go on, may have the link meanwhile. */
const EARLY: readonly Verdict[] = ['SESSION_NOT_STARTED', 'SESSION_PARKED'];

/** Whether the link of an invite may be sent now; `null` = yes (W11, W40). A colleague whose console rings has no link. */
export const sendVerdict = (state: SessionState, invite: Invite, now: number): Verdict => {
  if (invite.csr && invite.csr.accountId !== null) return 'INVITE_UNKNOWN';
  const verdict = inviteVerdict(state, invite.id, now, invitedAs(invite.csr));
  if (verdict && !EARLY.includes(verdict)) return verdict;
  return (invite.deliveries?.length ?? 0) < MAX_DELIVERIES ? null : 'INVITE_SENT_TOO_OFTEN';
};

/** Sends the link of an invite to an address. The same sending again is the same. */
export const decideSend = (
  state: SessionState,
  data: SessionCommandData['invite.send'],
  context: DecideContext,
): SessionDecision => {
  const invite = state.invites[data.inviteId];
  const verdict = may(state, asker(context), inviting(invite?.csr), context);
  if (verdict) return refuse(verdict);
  if (!invite) return refuse('INVITE_UNKNOWN');
  const known = invite.deliveries?.find(({ id }) => id === data.deliveryId);
  if (known) return known.channel === data.channel && known.to === data.to ? [] : refuse('CONFLICT');
  const cannot = sendVerdict(state, invite, context.now);
  return cannot ? refuse(cannot) : [happened(context, 'invite.sending', data)];
};

/** What became of a sending; the first word about it counts. */
export const decideSendEnded = (
  state: SessionState,
  { inviteId, deliveryId, failure }: SessionCommandData['invite.sendEnded'],
  context: DecideContext,
): SessionDecision => {
  const delivery = state.invites[inviteId]?.deliveries?.find(({ id }) => id === deliveryId);
  if (delivery?.status !== 'queued') return [];
  return failure === null
    ? [happened(context, 'invite.sent', { inviteId, deliveryId })]
    : [happened(context, 'invite.sendingFailed', { inviteId, deliveryId, failure })];
};
