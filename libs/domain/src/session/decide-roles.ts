import { refuse } from '../shared/refusal';
import type { ComingCsr, SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { inviteVerdict } from './decide-invites';
import type { NewSessionEvent } from './events';
import { may } from './may';
import { parked } from './parking';
import { csrOf, ownerOf, primaryOf, worksHere } from './selectors';
import type { Participant, SessionState } from './state';
import { stopWhere } from './stopping';

type RoleCommand = Extract<
  SessionCommand,
  {
    type:
      | `control.${string}`
      | 'csr.join'
      | 'participant.promote'
      | 'session.park'
      | 'session.keep'
      | 'session.resume';
  }
>;
type JoinCommand = Extract<RoleCommand, { type: 'csr.join' }>;

const joined = (
  { supervisor, ...coming }: ComingCsr,
  known: Participant | undefined,
  inviteId: string | null,
  context: DecideContext,
): NewSessionEvent => {
  const participantId = known?.id ?? coming.participantId;
  return happened(context, 'csr.joined', { ...coming, participantId, supervisor, inviteId });
};

/** W40: a colleague comes by the invite that is for them; only a supervisor without one, and never unseen (SEC-C12). */
const join = (state: SessionState, { data }: JoinCommand, context: DecideContext): SessionDecision => {
  const { inviteId, ...coming } = data;
  if (state.phase === 'ended') return refuse('SESSION_ENDED');
  const known = csrOf(state, data.accountId);
  if (known?.status === 'joined') return [];
  if (inviteId === null)
    return data.supervisor ? [joined(coming, known, null, context)] : refuse('SUPERVISOR_ONLY');
  const verdict = inviteVerdict(state, inviteId, context.now, 'csr');
  if (verdict) return refuse(verdict);
  const wanted = state.invites[inviteId]?.csr?.accountId ?? null;
  if (wanted !== null && wanted !== data.accountId) return refuse('INVITE_UNKNOWN');
  const event = joined(coming, known, inviteId, context);
  const participantId = known?.id ?? data.participantId;
  return [happened(context, 'invite.used', { inviteId, participantId }), event];
};

/** W42: with the owner goes all that anybody was allowed, and each open link for an expert; whoever follows asks anew. */
const handOver = (
  state: SessionState,
  to: string,
  how: 'transfer' | 'takeover',
  reason: string,
  context: DecideContext,
): SessionDecision => {
  if (reason.trim() === '') return refuse('REASON_MISSING');
  const from = ownerOf(state);
  if (!from) return refuse('NOT_IN_SESSION');
  return [
    ...stopWhere(state, context, () => true, 'transferred'),
    ...Object.values(state.invites)
      .filter((invite) => invite.csr?.expert && invite.status === 'open')
      .map(({ id }) => happened(context, 'invite.revoked', { inviteId: id })),
    happened(context, 'control.transferred', { from: from.id, to, how }),
    happened(context, 'control.explained', { reason: reason.trim() }),
  ];
};

const takeOver = (
  state: SessionState,
  { reason, ...coming }: Extract<RoleCommand, { type: 'control.takeOver' }>['data'],
  context: DecideContext,
): SessionDecision => {
  if (state.phase === 'ended') return refuse('SESSION_ENDED');
  if (state.phase === 'prepared') return refuse('SESSION_NOT_STARTED');
  if (!coming.supervisor) return refuse('SUPERVISOR_ONLY');
  const known = csrOf(state, coming.accountId);
  if (known?.role === 'owner') return refuse('OWNER_ALREADY');
  const handed = handOver(state, known?.id ?? coming.participantId, 'takeover', reason, context);
  if ('refused' in handed || known?.status === 'joined') return handed;
  return [joined(coming, known, null, context), ...handed];
};

/** Who is responsible, who helps, whose computer counts, and whether anything goes on now. */
export const decideRoles = (
  state: SessionState,
  command: RoleCommand,
  context: DecideContext,
): SessionDecision => {
  if (command.type === 'csr.join') return join(state, command, context);
  if (command.type === 'control.takeOver') return takeOver(state, command.data, context);
  const verdict = may(state, asker(context), command.type, context);
  if (verdict) return refuse(verdict);
  switch (command.type) {
    case 'control.transfer': {
      const { participantId, reason } = command.data;
      const next = state.participants[participantId];
      if (next?.status !== 'joined' || !worksHere(next)) return refuse('NO_COLLEAGUE_HERE');
      if (next.role === 'owner') return refuse('OWNER_ALREADY');
      return handOver(state, participantId, 'transfer', reason, context);
    }
    case 'participant.promote': {
      const { participantId } = command.data;
      const next = state.participants[participantId];
      if (next?.kind !== 'customer' || next.status !== 'joined') return refuse('NOT_IN_SESSION');
      if (next.id === primaryOf(state)?.id) return [];
      return [
        ...stopWhere(state, context, () => true, 'promoted'),
        happened(context, 'participant.promoted', { participantId }),
      ];
    }
    case 'session.park':
      return parked(state, context);
    // Nobody warned of it, or somebody was faster.
    case 'session.keep':
      return state.idle ? [happened(context, 'session.kept', {})] : [];
    case 'session.resume':
      return [happened(context, 'session.resumed', {})];
  }
};
