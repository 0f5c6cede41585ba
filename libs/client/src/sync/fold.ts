import {
  CONVERSATION_EVENT_VERSION,
  type ConversationEvent,
  type ConversationState,
  evolveConversation,
  evolveSession,
  type HiddenEvent,
  noConversation,
  noSession,
  type PlacedEvent,
  SESSION_EVENT_VERSION,
  type SessionEvent,
  type SessionEventType,
  type SessionState,
} from '@relevo/domain';

/** How a stream's events make its state. */
export interface Fold<State> {
  initial(stream: string): State;
  evolve(state: State, event: PlacedEvent | HiddenEvent): State;
  /** Whether this program knows this type in this version. */
  knows(event: PlacedEvent): boolean;
}

/** A readable event of a session. */
export type TimelineEntry = SessionEvent;

/** Every type that this program can fold; a type missing here does not compile. */
const SESSION_EVENTS: Readonly<Record<SessionEventType, number>> = {
  'session.prepared': SESSION_EVENT_VERSION,
  'session.started': SESSION_EVENT_VERSION,
  'session.ended': SESSION_EVENT_VERSION,
  'session.reported': SESSION_EVENT_VERSION,
  'invite.created': SESSION_EVENT_VERSION,
  'invite.revoked': SESSION_EVENT_VERSION,
  'invite.used': SESSION_EVENT_VERSION,
  'invite.refused': SESSION_EVENT_VERSION,
  'participant.arrived': SESSION_EVENT_VERSION,
  'participant.admitted': SESSION_EVENT_VERSION,
  'participant.declined': SESSION_EVENT_VERSION,
  'participant.left': SESSION_EVENT_VERSION,
  'participant.promoted': SESSION_EVENT_VERSION,
  'csr.keyPresented': SESSION_EVENT_VERSION,
  'agent.suggested': SESSION_EVENT_VERSION,
  'device.attached': SESSION_EVENT_VERSION,
  'device.detached': SESSION_EVENT_VERSION,
  'device.alarm': SESSION_EVENT_VERSION,
  'grant.requested': SESSION_EVENT_VERSION,
  'grant.withdrawn': SESSION_EVENT_VERSION,
  'grant.stopAsked': SESSION_EVENT_VERSION,
  'grant.given': SESSION_EVENT_VERSION,
  'grant.denied': SESSION_EVENT_VERSION,
  'grant.ended': SESSION_EVENT_VERSION,
  'activity.started': SESSION_EVENT_VERSION,
  'activity.stopped': SESSION_EVENT_VERSION,
};
const CONVERSATION_EVENTS: Readonly<Record<ConversationEvent['type'], number>> = {
  'conversation.opened': CONVERSATION_EVENT_VERSION,
  'message.posted': CONVERSATION_EVENT_VERSION,
};

const knownIn = (versions: Readonly<Record<string, number>>) => (event: PlacedEvent) =>
  Object.hasOwn(versions, event.type) && versions[event.type] === event.version;

export const sessionFold: Fold<SessionState> = {
  initial: noSession,
  evolve: (state, event) => evolveSession(state, event as SessionEvent | HiddenEvent),
  knows: knownIn(SESSION_EVENTS),
};

export const conversationFold: Fold<ConversationState> = {
  initial: noConversation,
  evolve: (state, event) => evolveConversation(state, event as ConversationEvent | HiddenEvent),
  knows: knownIn(CONVERSATION_EVENTS),
};
