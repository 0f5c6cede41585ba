import { type RefusalCode, refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { inviteVerdict } from './decide-invites';
import type { NewSessionEvent } from './events';
import { may } from './may';
import { joinedCustomers, primaryOf } from './selectors';
import type { SessionState } from './state';
import { csrLeaves } from './stopping';

type ParticipantCommand = Extract<
  SessionCommand,
  { type: `participant.${'join' | 'admit' | 'decline' | 'leave'}` | 'csr.presentKey' }
>;
type JoinCommand = Extract<SessionCommand, { type: 'participant.join' }>;

const REFUSED_AS: Partial<Record<RefusalCode, 'used' | 'expired' | 'revoked'>> = {
  INVITE_USED: 'used',
  INVITE_EXPIRED: 'expired',
  INVITE_REVOKED: 'revoked',
};

/** A stale invite that somebody tries leaves a line in the log, for the audit and the CSR (SEC-J1). */
export const staleInviteTried = (
  state: SessionState,
  inviteId: string,
  context: DecideContext,
  by: 'customer' | 'expert' = 'customer',
): NewSessionEvent[] => {
  const verdict = inviteVerdict(state, inviteId, context.now, by);
  const reason = verdict && REFUSED_AS[verdict];
  return reason ? [happened(context, 'invite.refused', { inviteId, reason })] : [];
};

const admitted = (state: SessionState, participantId: string, context: DecideContext): NewSessionEvent =>
  happened(context, 'participant.admitted', {
    participantId,
    role: primaryOf(state) ? 'secondary' : 'primary',
  });

const join = (state: SessionState, { data }: JoinCommand, context: DecideContext): SessionDecision => {
  const verdict = inviteVerdict(state, data.inviteId, context.now);
  if (verdict) return refuse(verdict);
  const { inviteId, participantId } = data;
  // The id is chosen by who comes: it must not be somebody else's.
  if (state.participants[participantId]) return refuse('CONFLICT');
  const arrived = [
    happened(context, 'invite.used', { inviteId, participantId }),
    happened(context, 'participant.arrived', data),
  ];
  return context.policy.admission === 'automatic'
    ? [...arrived, admitted(state, participantId, context)]
    : arrived;
};

const leave = (state: SessionState, context: DecideContext): SessionDecision => {
  const id = asker(context);
  const verdict = may(state, id, 'participant.leave', context);
  if (verdict) return refuse(verdict);
  if (state.participants[id]?.kind === 'csr') return csrLeaves(state, id, context);
  const left = happened(context, 'participant.left', { participantId: id });
  if (primaryOf(state)?.id !== id) return [left];
  // W12: the customer who has been here longest follows, without any grant.
  const heir = joinedCustomers(state).find((p) => p.id !== id);
  return heir ? [left, happened(context, 'participant.promoted', { participantId: heir.id })] : [left];
};

/** Coming, being let in, going, and the key that a CSR shows for peer links. */
export const decideParticipants = (
  state: SessionState,
  command: ParticipantCommand,
  context: DecideContext,
): SessionDecision => {
  switch (command.type) {
    case 'participant.join':
      return join(state, command, context);
    case 'participant.leave':
      return leave(state, context);
    case 'participant.admit':
    case 'participant.decline': {
      const verdict = may(state, asker(context), command.type, context);
      if (verdict) return refuse(verdict);
      const guest = state.participants[command.data.participantId];
      if (guest?.status !== 'waiting') return refuse('NOT_WAITING');
      return command.type === 'participant.admit'
        ? [admitted(state, guest.id, context)]
        : [happened(context, 'participant.declined', { participantId: guest.id })];
    }
    case 'csr.presentKey': {
      const who = state.participants[asker(context)];
      if (!who || who.status !== 'joined') return refuse('NOT_IN_SESSION');
      if (who.kind !== 'csr') return refuse('CSR_ONLY');
      if (state.phase === 'ended') return refuse('SESSION_ENDED');
      if (who.keyThumbprint === command.data.thumbprint) return [];
      return [happened(context, 'csr.keyPresented', { participantId: who.id, ...command.data })];
    }
  }
};
