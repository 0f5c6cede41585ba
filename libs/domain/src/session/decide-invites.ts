import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import type { InvitedCsr } from './events';
import { may } from './may';
import { MAX_INVITE_MINUTES, RING_SECONDS } from './policy';
import { csrOf } from './selectors';
import type { SessionState } from './state';

const MINUTE = 60_000;

/** Why an invite cannot be used now by a customer or a CSR; `null` = it can (W2, W9, W40, SEC-J1). */
export const inviteVerdict = (
  state: SessionState,
  inviteId: string,
  now: number,
  by: 'customer' | 'csr' = 'customer',
) => {
  const invite = state.invites[inviteId];
  if (!invite || (by === 'csr' && !invite.csr)) return 'INVITE_UNKNOWN' as const;
  if (by === 'customer' && invite.csr) return 'INVITE_FOR_COLLEAGUE' as const;
  if (state.phase === 'ended') return 'SESSION_ENDED' as const;
  if (invite.status === 'revoked') return 'INVITE_REVOKED' as const;
  if (invite.status === 'declined') return 'INVITE_DECLINED' as const;
  if (invite.status === 'used') return 'INVITE_USED' as const;
  if (now >= invite.expiresAt) return 'INVITE_EXPIRED' as const;
  if (by === 'csr') return null;
  if (state.phase === 'parked') return 'SESSION_PARKED' as const;
  if (state.phase !== 'open') return 'SESSION_NOT_STARTED' as const;
  return null;
};

/** W40: nobody is asked twice at the same time, nor when they are here already. */
const ringVerdict = (state: SessionState, { accountId }: InvitedCsr, now: number) => {
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

/** Making and revoking invites, and a colleague's no. */
export const decideInvites = (
  state: SessionState,
  command: InviteCommand,
  context: DecideContext,
): SessionDecision => {
  if (command.type === 'invite.decline') return decline(state, command, context);
  const verdict = may(state, asker(context), command.type, context);
  if (verdict) return refuse(verdict);
  const { inviteId } = command.data;
  if (command.type === 'invite.create') {
    if (state.invites[inviteId]) return refuse('CONFLICT');
    const { csr } = command.data;
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
