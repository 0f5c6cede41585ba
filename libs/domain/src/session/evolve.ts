import { type HiddenEvent, isHidden } from '../log/event';
import type { NoteVersion } from '../note/note';
import { participantOf } from '../shared/actor';
import type { InviteDelivery } from './delivery';
import type { SessionEvent } from './events';
import { evolveGrants, forgetDevice } from './evolve-grants';
import type { Invite, Participant, SessionState } from './state';

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

const setDelivery = (
  state: SessionState,
  { inviteId, deliveryId }: { inviteId: string; deliveryId: string },
  change: Pick<InviteDelivery, 'status' | 'failure'>,
): SessionState =>
  setInvite(state, inviteId, {
    deliveries: (state.invites[inviteId]?.deliveries ?? []).map((delivery) =>
      delivery.id === deliveryId ? { ...delivery, ...change } : delivery,
    ),
  });

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

const withCsr = (state: SessionState, event: Extract<SessionEvent, { type: 'csr.joined' }>): SessionState => {
  const { participantId, accountId, name, supervisor, expert } = event.data;
  const before = state.participants[participantId];
  const csr: Participant = {
    ...before,
    id: participantId,
    kind: 'csr',
    role: before?.role ?? 'assistant',
    status: 'joined',
    name,
    accountId,
    supervisor,
    ...(expert && { expert }),
    leftSeq: undefined,
    leftAt: undefined,
    arrivedAt: event.at,
    joinedAt: event.at,
    joinedSeq: event.seq,
  };
  return { ...state, participants: { ...state.participants, [participantId]: csr } };
};

/** There is one owner before and after. */
const handOver = (state: SessionState, { from, to }: { from: string; to: string }): SessionState =>
  state.participants[from] && state.participants[to]
    ? setParticipant(setParticipant(state, from, { role: 'assistant' }), to, { role: 'owner' })
    : state;

/** One customer goes up, and whoever was there steps down (W13). */
const promote = (state: SessionState, participantId: string): SessionState => {
  if (!state.participants[participantId]) return state;
  const before = Object.values(state.participants).filter((p) => p.role === 'primary');
  const without = before.reduce((now, { id }) => setParticipant(now, id, { role: 'secondary' }), state);
  return setParticipant(without, participantId, { role: 'primary' });
};

/** A version of the notes, as its event says. */
export const noteOf = (event: Extract<SessionEvent, { type: 'note.saved' }>): NoteVersion => ({
  seq: event.seq,
  ...event.data,
  by: participantOf(event.actor) ?? '',
  at: event.at,
});

/** Every device of this participant is gone: what they held is over. */
const dropDevices = (state: SessionState, participantId: string): SessionState =>
  Object.values(state.devices)
    .filter((device) => device.participantId === participantId)
    .reduce((left, { id }) => forgetDevice(left, id), state);

const apply = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case 'session.prepared':
      return { ...withOwner(state, event), phase: 'prepared', subject: event.data.subject };
    case 'session.started':
      return { ...withOwner(state, event), phase: 'open', subject: event.data.subject, startedAt: event.at };
    case 'session.ended':
      return { ...state, phase: 'ended', endedAt: event.at, endReason: event.data.reason };
    case 'session.parked':
      return state.phase === 'open'
        ? { ...state, phase: 'parked', parkedAt: event.at, parkedBecause: event.data.cause }
        : state;
    case 'session.resumed':
      return state.phase === 'parked'
        ? { ...state, phase: 'open', parkedAt: undefined, parkedBecause: undefined }
        : state;
    case 'session.idleWarned':
      return { ...state, idle: event.data };
    case 'session.kept':
    case 'session.reported':
    case 'control.explained':
    case 'body.erased':
      return state;
    case 'invite.created': {
      const { inviteId, expiresAt, codeExpiresAt, csr } = event.data;
      const invite: Invite = {
        id: inviteId,
        createdBy: participantOf(event.actor) ?? '',
        createdAt: event.at,
        expiresAt,
        codeExpiresAt,
        status: 'open',
        refusals: 0,
        ...(csr && { csr }),
      };
      return { ...state, invites: { ...state.invites, [inviteId]: invite } };
    }
    case 'invite.revoked':
      return setInvite(state, event.data.inviteId, { status: 'revoked' });
    case 'invite.declined':
      return setInvite(state, event.data.inviteId, { status: 'declined' });
    case 'invite.used':
      return setInvite(state, event.data.inviteId, { status: 'used', usedBy: event.data.participantId });
    case 'invite.sending': {
      const { inviteId, deliveryId: id, channel, to } = event.data;
      const delivery: InviteDelivery = { id, channel, to, at: event.at, status: 'queued' };
      const before = state.invites[inviteId]?.deliveries ?? [];
      return setInvite(state, inviteId, { deliveries: [...before, delivery] });
    }
    case 'invite.sent':
      return setDelivery(state, event.data, { status: 'sent' });
    case 'invite.sendingFailed':
      return setDelivery(state, event.data, { status: 'failed', failure: event.data.failure });
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
    case 'participant.admitted':
      return setParticipant(state, event.data.participantId, {
        status: 'joined',
        role: event.data.role,
        joinedAt: event.at,
        joinedSeq: event.seq,
      });
    case 'participant.declined':
      return setParticipant(state, event.data.participantId, { status: 'declined' });
    case 'participant.left': {
      const { participantId } = event.data;
      const role = state.participants[participantId]?.role;
      const left = setParticipant(state, participantId, {
        status: 'left',
        leftSeq: event.seq,
        leftAt: event.at,
        role: role === 'primary' ? 'secondary' : role,
      });
      return dropDevices(left, participantId);
    }
    case 'participant.promoted':
      return promote(state, event.data.participantId);
    case 'csr.joined':
      return withCsr(state, event);
    case 'control.transferred':
      return handOver(state, event.data);
    case 'csr.keyPresented':
      return setParticipant(state, event.data.participantId, {
        key: event.data.key,
        keyThumbprint: event.data.thumbprint,
      });
    case 'session.labelled':
      return { ...state, labels: event.data };
    case 'customer.expected':
      return { ...state, expectedCustomer: event.data.name };
    case 'note.saved':
      return { ...state, note: noteOf(event) };
    case 'survey.answered': {
      const { participantId, score, text } = event.data;
      return { ...state, surveys: { ...state.surveys, [participantId]: { score, text, at: event.at } } };
    }
    case 'agent.suggested':
      return { ...state, agentSuggestedAt: event.at };
    default:
      return evolveGrants(state, event);
  }
};

/**
 * Folds one event into the state. Total: an event that does not fit (late, contradictory, hidden in part) changes
 * what it can and never throws.
 */
export const evolveSession = (state: SessionState, event: SessionEvent | HiddenEvent): SessionState => {
  // Whatever happens after a warning ends it.
  const before = state.idle ? { ...state, idle: undefined } : state;
  const next = isHidden(event) ? before : apply(before, event);
  return { ...next, version: event.seq };
};
