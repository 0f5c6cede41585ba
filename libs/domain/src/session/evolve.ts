import { type HiddenEvent, isHidden } from '../log/event';
import type { SessionEvent } from './events';
import { evolveGrants } from './evolve-grants';
import type { Invite, Participant, Role, SessionState } from './state';

const setParticipant = (state: SessionState, id: string, change: Partial<Participant>): SessionState => {
  const before = state.participants[id];
  if (!before) return state;
  return { ...state, participants: { ...state.participants, [id]: { ...before, ...change } } };
};

const setInvite = (state: SessionState, id: string, change: Partial<Invite>): SessionState => {
  const before = state.invites[id];
  if (!before) return state;
  return { ...state, invites: { ...state.invites, [id]: { ...before, ...change } } };
};

const withOwner = (
  state: SessionState,
  event: Extract<SessionEvent, { type: 'session.started' | 'session.prepared' }>,
) => {
  const { participantId, accountId, name } = event.data.owner;
  const owner: Participant = {
    ...state.participants[participantId],
    id: participantId,
    kind: 'csr',
    role: 'owner',
    status: 'joined',
    name,
    accountId,
    arrivedAt: event.at,
    joinedAt: event.at,
    joinedSeq: event.seq,
  };
  const { number, organisation, conversationId } = event.data;
  return {
    ...state,
    number,
    organisation,
    conversationId,
    participants: { ...state.participants, [participantId]: owner },
  };
};

/** Everybody of this participant's devices is gone: what they held is over. */
const dropDevices = (state: SessionState, participantId: string): SessionState => ({
  ...state,
  devices: Object.fromEntries(
    Object.entries(state.devices).map(([id, d]) => [
      id,
      d.participantId === participantId ? { ...d, attached: false } : d,
    ]),
  ),
});

const apply = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case 'session.prepared':
      return { ...withOwner(state, event), phase: 'prepared', subject: event.data.subject };
    case 'session.started':
      return { ...withOwner(state, event), phase: 'open', subject: event.data.subject, startedAt: event.at };
    case 'session.ended':
      return { ...state, phase: 'ended', endedAt: event.at, endReason: event.data.reason };
    case 'session.reported':
      return state;
    case 'invite.created': {
      const { inviteId, expiresAt, codeExpiresAt } = event.data;
      const createdBy = event.actor.kind === 'participant' ? event.actor.participantId : '';
      const invite: Invite = {
        id: inviteId,
        createdBy,
        createdAt: event.at,
        expiresAt,
        codeExpiresAt,
        status: 'open',
        refusals: 0,
      };
      return { ...state, invites: { ...state.invites, [inviteId]: invite } };
    }
    case 'invite.revoked':
      return setInvite(state, event.data.inviteId, { status: 'revoked' });
    case 'invite.used':
      return setInvite(state, event.data.inviteId, { status: 'used', usedBy: event.data.participantId });
    case 'invite.refused':
      return setInvite(state, event.data.inviteId, {
        refusals: (state.invites[event.data.inviteId]?.refusals ?? 0) + 1,
      });
    case 'participant.arrived': {
      const { participantId, name, inviteId, language } = event.data;
      const guest: Participant = {
        id: participantId,
        kind: 'customer',
        role: 'secondary',
        status: 'waiting',
        name,
        inviteId,
        language,
        arrivedAt: event.at,
      };
      return { ...state, participants: { ...state.participants, [participantId]: guest } };
    }
    case 'participant.admitted': {
      const role: Role = event.data.role;
      return setParticipant(state, event.data.participantId, {
        status: 'joined',
        role,
        joinedAt: event.at,
        joinedSeq: event.seq,
      });
    }
    case 'participant.declined':
      return setParticipant(state, event.data.participantId, { status: 'declined' });
    case 'participant.left':
      return dropDevices(
        setParticipant(state, event.data.participantId, {
          status: 'left',
          role: leftRole(state, event.data.participantId),
        }),
        event.data.participantId,
      );
    case 'participant.promoted':
      return setParticipant(state, event.data.participantId, { role: 'primary' });
    case 'csr.keyPresented':
      return setParticipant(state, event.data.participantId, {
        key: event.data.key,
        keyThumbprint: event.data.thumbprint,
      });
    case 'agent.suggested':
      return { ...state, agentSuggestedAt: event.at };
    default:
      return evolveGrants(state, event);
  }
};

const leftRole = (state: SessionState, participantId: string): Role => {
  const role = state.participants[participantId]?.role ?? 'secondary';
  return role === 'primary' ? 'secondary' : role;
};

/**
 * Folds one event into the state. Total: an event that does not fit (late, contradictory, hidden in part) changes
 * what it can and never throws.
 */
export const evolveSession = (state: SessionState, event: SessionEvent | HiddenEvent): SessionState => {
  const next = isHidden(event) ? state : apply(state, event);
  return { ...next, version: event.seq };
};
