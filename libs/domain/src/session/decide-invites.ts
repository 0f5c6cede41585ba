import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { may } from './may';
import { MAX_INVITE_MINUTES } from './policy';
import type { SessionState } from './state';

const MINUTE = 60_000;

/** Why an invite cannot be used now; `null` = it can (W2, W9, SEC-J1). */
export const inviteVerdict = (state: SessionState, inviteId: string, now: number) => {
  const invite = state.invites[inviteId];
  if (!invite) return 'INVITE_UNKNOWN' as const;
  if (state.phase === 'ended') return 'SESSION_ENDED' as const;
  if (invite.status === 'revoked') return 'INVITE_REVOKED' as const;
  if (invite.status === 'used') return 'INVITE_USED' as const;
  if (now >= invite.expiresAt) return 'INVITE_EXPIRED' as const;
  if (state.phase !== 'open') return 'SESSION_NOT_STARTED' as const;
  return null;
};

type InviteCommand = Extract<SessionCommand, { type: `invite.${string}` }>;

/** Making and revoking invites. */
export const decideInvites = (
  state: SessionState,
  command: InviteCommand,
  context: DecideContext,
): SessionDecision => {
  const verdict = may(state, asker(context), command.type, context);
  if (verdict) return refuse(verdict);
  const { inviteId } = command.data;
  if (command.type === 'invite.create') {
    if (state.invites[inviteId]) return refuse('CONFLICT');
    const minutes = Math.min(
      MAX_INVITE_MINUTES,
      Math.max(1, command.data.minutes ?? context.policy.inviteMinutes),
    );
    const expiresAt = context.now + minutes * MINUTE;
    const codeExpiresAt = Math.min(expiresAt, context.now + context.policy.codeMinutes * MINUTE);
    return [happened(context, 'invite.created', { inviteId, expiresAt, codeExpiresAt })];
  }
  const invite = state.invites[inviteId];
  if (!invite) return refuse('INVITE_UNKNOWN');
  if (invite.status === 'used') return refuse('INVITE_USED');
  if (invite.status === 'revoked') return [];
  return [happened(context, 'invite.revoked', { inviteId })];
};
