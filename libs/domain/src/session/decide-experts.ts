import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { inviteVerdict } from './decide-invites';
import { may } from './may';
import { sameName } from './same-name';
import { joined } from './selectors';
import type { SessionState } from './state';
import { csrLeaves } from './stopping';

type ExpertCommand = Extract<SessionCommand, { type: `expert.${string}` }>;

/** An outside expert comes in by the link that was made for them, with the rights that stand in it, and goes when the owner says so. */
export const decideExperts = (
  state: SessionState,
  command: ExpertCommand,
  context: DecideContext,
): SessionDecision => {
  if (command.type === 'expert.join') {
    const { inviteId, participantId } = command.data;
    const verdict = inviteVerdict(state, inviteId, context.now, 'expert');
    if (verdict) return refuse(verdict);
    const invite = state.invites[inviteId];
    const rights = invite?.csr?.expert;
    if (!invite || !rights || state.participants[participantId]) return refuse('CONFLICT');
    // Everybody knows people by their names: nobody from outside bears that of somebody who is here.
    if (joined(state).some(({ name }) => sameName(name, command.data.name))) return refuse('NAME_IN_SESSION');
    const expert = { by: invite.createdBy, rights };
    return [
      happened(context, 'invite.used', { inviteId, participantId }),
      happened(context, 'csr.joined', { ...command.data, supervisor: false, expert }),
    ];
  }
  const verdict = may(state, asker(context), 'expert.remove', context);
  if (verdict) return refuse(verdict);
  const { participantId } = command.data;
  const who = state.participants[participantId];
  if (!who?.expert) return refuse('NO_EXPERT_HERE');
  if (who.status !== 'joined') return [];
  return csrLeaves(state, participantId, context);
};
