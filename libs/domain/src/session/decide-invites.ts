import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import type { InvitedCsr } from './events';
import { tidiedRights } from './expert';
import { may } from './may';
import { MAX_INVITE_MINUTES, RING_SECONDS } from './policy';
import { csrOf, invitedAs, ownerOf } from './selectors';
import type { SessionState } from './state';

const MINUTE = 60_000;

/** Why an invite cannot be used now by a customer, a CSR or an outside expert; `null` = it can (W2, W9, W40, SEC-J1). */
export const inviteVerdict = (
  state: SessionState,
  inviteId: string,
  now: number,
  by: ReturnType<typeof invitedAs> = 'customer',
) => {
  const invite = state.invites[inviteId];
  if (!invite) return 'INVITE_UNKNOWN' as const;
  const meant = invitedAs(invite.csr);
  // A link for an expert gives nobody who works here a part, nor the other way round: each has its own door and its own rights.
  if (by !== 'customer' && by !== meant) return 'INVITE_UNKNOWN' as const;
  if (by !== meant) return 'INVITE_FOR_COLLEAGUE' as const;
  if (state.phase === 'ended') return 'SESSION_ENDED' as const;
  if (invite.status === 'revoked') return 'INVITE_REVOKED' as const;
  if (invite.status === 'declined') return 'INVITE_DECLINED' as const;
  if (invite.status === 'used') return 'INVITE_USED' as const;
  // Whose guest they would be, and who ticked their rights, is not responsible any more.
  if (by === 'expert' && invite.createdBy !== ownerOf(state)?.id) return 'INVITE_REVOKED' as const;
  if (now >= invite.expiresAt) return 'INVITE_EXPIRED' as const;
  if (by === 'csr') return null;
  if (state.phase === 'parked') return 'SESSION_PARKED' as const;
  if (state.phase !== 'open') return 'SESSION_NOT_STARTED' as const;
  return null;
};

/** W40: nobody is asked twice at the same time, nor when they are here already. */
export const ringVerdict = (state: SessionState, { accountId }: InvitedCsr, now: number) => {
  if (accountId === null) return null;
  if (csrOf(state, accountId)?.status === 'joined') return 'COLLEAGUE_HERE' as const;
  const rings = Object.values(state.invites).some(
    (invite) => invite.csr?.accountId === accountId && invite.status === 'open' && now < invite.expiresAt,
  );
  return rings ? ('COLLEAGUE_ASKED' as const) : null;
};

const decline = (
  state: SessionState,
  { data }: Extract<InviteCommand, { type: 'invite.decline' }>,
  context: DecideContext,
): SessionDecision => {
  const invite = state.invites[data.inviteId];
  if (!invite?.csr || invite.csr.accountId !== data.accountId) return refuse('INVITE_UNKNOWN');
  if (invite.status === 'declined') return [];
  const verdict = inviteVerdict(state, data.inviteId, context.now, 'csr');
  return verdict ? refuse(verdict) : [happened(context, 'invite.declined', { inviteId: data.inviteId })];
};

type InviteCommand = Extract<SessionCommand, { type: 'invite.create' | 'invite.revoke' | 'invite.decline' }>;

/** What somebody has to be allowed who asks for this person. */
export const inviting = (csr: InvitedCsr | undefined): 'expert.invite' | 'invite.create' =>
  invitedAs(csr) === 'expert' ? 'expert.invite' : 'invite.create';

/** An expert has no account: nobody's console rings. */
const tidied = (csr: InvitedCsr | undefined): InvitedCsr | undefined =>
  csr?.expert ? { accountId: null, name: csr.name, expert: tidiedRights(csr.expert) } : csr;

/** Making and revoking invites, and a colleague's no. */
export const decideInvites = (
  state: SessionState,
  command: InviteCommand,
  context: DecideContext,
): SessionDecision => {
  if (command.type === 'invite.decline') return decline(state, command, context);
  const wanted = command.type === 'invite.create' ? inviting(command.data.csr) : command.type;
  const verdict = may(state, asker(context), wanted, context);
  if (verdict) return refuse(verdict);
  const { inviteId } = command.data;
  if (command.type === 'invite.create') {
    if (state.invites[inviteId]) return refuse('CONFLICT');
    const csr = tidied(command.data.csr);
    const known = csr && ringVerdict(state, csr, context.now);
    if (known) return refuse(known);
    const minutes = Math.min(
      MAX_INVITE_MINUTES,
      Math.max(1, command.data.minutes ?? context.policy.inviteMinutes),
    );
    const rings = csr?.accountId != null;
    const expiresAt = context.now + (rings ? RING_SECONDS * 1000 : minutes * MINUTE);
    const codeExpiresAt = Math.min(expiresAt, context.now + context.policy.codeMinutes * MINUTE);
    return [happened(context, 'invite.created', { inviteId, expiresAt, codeExpiresAt, ...(csr && { csr }) })];
  }
  const invite = state.invites[inviteId];
  if (!invite) return refuse('INVITE_UNKNOWN');
  if (invite.status === 'used') return refuse('INVITE_USED');
  if (invite.status === 'declined') return refuse('INVITE_DECLINED');
  if (invite.status === 'revoked') return [];
  return [happened(context, 'invite.revoked', { inviteId })];
};
