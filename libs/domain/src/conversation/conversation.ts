import type { EventsOf, HiddenEvent, PlacedOf } from '../log/event';
import { isHidden } from '../log/event';
import type { DecideContext } from '../session/context';
import { may } from '../session/may';
import { joined } from '../session/selectors';
import type { SessionState } from '../session/state';
import { type Refusal, refuse } from '../shared/refusal';

export interface ConversationEventData {
  'conversation.opened': { sessionId: string };
  'message.posted': {
    messageId: string;
    authorId: string;
    text: string;
    /** Everyone, or the participants whom the author chose. */
    to: 'everyone' | readonly string[];
    /** Who was in the session then: a customer who came later does not read it. */
    present: readonly string[];
    /** When the author pressed Send, ms since the epoch, by the author's clock. */
    sentAt: number;
  };
}
export type NewConversationEvent = EventsOf<ConversationEventData>;
export type ConversationEvent = PlacedOf<ConversationEventData>;
export const CONVERSATION_EVENT_VERSION = 1;

/** Longest chat message, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 4000;

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly authorId: string;
  readonly text: string;
  readonly to: 'everyone' | readonly string[];
  readonly at: number;
}

/** A conversation, folded from its log. */
export interface ConversationState {
  readonly id: string;
  readonly version: number;
  readonly sessionId: string;
  /** In the order of the log; may be only the newest page. */
  readonly messages: readonly Message[];
}

/** A conversation of which nothing is known. */
export const noConversation = (id: string): ConversationState => ({
  id,
  version: 0,
  sessionId: '',
  messages: [],
});

export interface ConversationCommandData {
  'message.post': { messageId: string; text: string; to: 'everyone' | readonly string[]; sentAt: number };
}
export type ConversationCommand = { type: 'message.post'; data: ConversationCommandData['message.post'] };

/** Folds one event. A hidden place only moves the version. */
export const evolveConversation = (
  state: ConversationState,
  event: ConversationEvent | HiddenEvent,
): ConversationState => {
  if (isHidden(event)) return { ...state, version: event.seq };
  if (event.type === 'conversation.opened') {
    return { ...state, version: event.seq, sessionId: event.data.sessionId };
  }
  const { messageId, authorId, text, to } = event.data;
  const message: Message = { id: messageId, seq: event.seq, authorId, text, to, at: event.at };
  return { ...state, version: event.seq, messages: [...state.messages, message] };
};

/** The first event of a session's conversation. */
export const opened = (sessionId: string, context: DecideContext): NewConversationEvent => ({
  type: 'conversation.opened',
  version: CONVERSATION_EVENT_VERSION,
  actor: context.actor,
  at: context.now,
  data: { sessionId },
});

/** Decides a message: its author must be in the session at this moment (the session's version is checked too). */
export const decideConversation = (
  session: SessionState,
  command: ConversationCommand,
  context: DecideContext,
): readonly NewConversationEvent[] | Refusal => {
  const authorId = context.actor.kind === 'system' ? '' : context.actor.participantId;
  const verdict = may(session, authorId, 'message.post', context);
  if (verdict) return refuse(verdict);
  if (command.data.text.trim() === '') return refuse('MESSAGE_EMPTY');
  const present = joined(session).map((p) => p.id);
  const { to } = command.data;
  if (to !== 'everyone' && !to.every((id) => present.includes(id))) return refuse('RECIPIENT_UNKNOWN');
  return [
    {
      type: 'message.posted',
      version: CONVERSATION_EVENT_VERSION,
      actor: context.actor,
      at: context.now,
      data: { ...command.data, authorId, present },
    },
  ];
};

/**
 * Who may read a line: its author, those it was for; a customer only what was said while they were in the session, and
 * nothing any more once they have gone.
 */
export const mayReadConversation = (
  session: SessionState,
  event: ConversationEvent,
  readerId: string,
): boolean => {
  const reader = session.participants[readerId];
  if (reader?.joinedSeq === undefined || (reader.kind === 'customer' && reader.status !== 'joined'))
    return false;
  if (event.type === 'conversation.opened') return true;
  const { authorId, to, present } = event.data;
  if (authorId === readerId) return true;
  if (to !== 'everyone' && !to.includes(readerId)) return false;
  return reader.kind === 'csr' || present.includes(readerId);
};
