import { refuse } from '../shared/refusal';
import type { SessionCommand, SessionCommandType } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { decideDevices } from './decide-devices';
import { decideGrants } from './decide-grants';
import { decideInvites } from './decide-invites';
import { decideParticipants } from './decide-participants';
import { may } from './may';
import { primaryOf } from './selectors';
import type { SessionState } from './state';

/** Commands that only the server itself makes, after it has proven a token, a code, a signature or a sign-in. */
export const SERVER_COMMANDS: ReadonlySet<SessionCommandType> = new Set<SessionCommandType>([
  'session.prepare',
  'session.start',
  'session.report',
  'invite.create',
  'participant.join',
  'device.attach',
  'device.detach',
  'device.report',
]);

/**
 * Decides a request about a session: the events that follow, or why it is refused. Pure.
 * The caller has checked the shape, the sign-in and any signature.
 */
export const decideSession = (
  state: SessionState,
  command: SessionCommand,
  context: DecideContext,
): SessionDecision => {
  switch (command.type) {
    case 'session.prepare':
      if (state.phase !== 'none') return refuse('SESSION_ALREADY_STARTED');
      return [
        happened(context, 'session.prepared', { ...command.data, organisation: context.policy.organisation }),
      ];
    case 'session.start': {
      if (state.phase === 'ended') return refuse('SESSION_ENDED');
      if (state.phase === 'open') return refuse('SESSION_ALREADY_STARTED');
      const owner = state.participants[command.data.owner.participantId];
      if (state.phase === 'prepared' && owner?.role !== 'owner') return refuse('NOT_THE_OWNER');
      return [
        happened(context, 'session.started', { ...command.data, organisation: context.policy.organisation }),
      ];
    }
    case 'session.end': {
      const verdict = may(state, asker(context), 'session.end', context);
      return verdict ? refuse(verdict) : [happened(context, 'session.ended', { reason: 'ended' })];
    }
    case 'session.report':
      if (state.phase === 'ended') return refuse('SESSION_ENDED');
      return [
        happened(context, 'session.reported', command.data),
        happened(context, 'session.ended', { reason: 'reported' }),
      ];
    case 'invite.create':
    case 'invite.revoke':
      return decideInvites(state, command, context);
    case 'participant.join':
    case 'participant.admit':
    case 'participant.decline':
    case 'participant.leave':
    case 'csr.presentKey':
      return decideParticipants(state, command, context);
    case 'agent.suggest': {
      const verdict = may(state, asker(context), 'agent.suggest', context);
      const customer = primaryOf(state);
      if (verdict || !customer) return refuse(verdict ?? 'NO_CUSTOMER_JOINED');
      return [happened(context, 'agent.suggested', { participantId: customer.id })];
    }
    case 'device.attach':
    case 'device.detach':
    case 'device.report':
      return decideDevices(state, command, context);
    case 'grant.request':
    case 'grant.withdraw':
    case 'grant.stop':
      return decideGrants(state, command, context);
  }
};
