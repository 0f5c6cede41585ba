import type { CommonEventData, EventsOf, HiddenEvent, PlacedOf } from '../log/event';
import { isHidden } from '../log/event';
import { versionOf } from '../log/versions';
import { asker, type DecideContext } from '../session/context';
import { may } from '../session/may';
import { joined, worksHere } from '../session/selectors';
import type { SessionState } from '../session/state';
import { type Refusal, refuse } from '../shared/refusal';
import { type Addressed, type Audience, audienceRefusal, isAddressed, tidied } from './audience';

export interface ConversationEventData extends CommonEventData {
  'conversation.opened': { sessionId: string };
  'message.posted': {
    messageId: string;
    authorId: string;
    text: string;
    to: Audience;
    /** Who was in the session then: a customer who came later does not read it. */
    present: readonly string[];
    /** When the author pressed Send, ms since the epoch, by the author's clock. */
    sentAt: number;
  };
}
export type NewConversationEvent = EventsOf<ConversationEventData>;
export type ConversationEvent = PlacedOf<ConversationEventData>;

/** Longest chat message, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 4000;

export interface Message extends Addressed {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
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
  'message.post': { messageId: string; text: string; to: Audience; sentAt: number };
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
  // Whoever folds anew finds the places empty; whoever holds the texts reads the log once more.
  if (event.type === 'body.erased') return { ...state, version: event.seq };
  const { messageId, authorId, text, to, present } = event.data;
  const message: Message = { id: messageId, seq: event.seq, authorId, text, to, present, at: event.at };
  return { ...state, version: event.seq, messages: [...state.messages, message] };
};

/** A conversation of which an earlier stretch has been read too: what both hold, in order. */
export const withEarlier = (earlier: ConversationState, later: ConversationState): ConversationState => ({
  ...later,
  sessionId: later.sessionId || earlier.sessionId,
  messages: [...earlier.messages, ...later.messages],
});

/** The first event of a session's conversation. */
export const opened = (sessionId: string, context: DecideContext): NewConversationEvent => ({
  type: 'conversation.opened',
  version: versionOf('conversation.opened'),
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
  const authorId = asker(context);
  const verdict = may(session, authorId, 'message.post', context);
  if (verdict) return refuse(verdict);
  if (command.data.text.trim() === '') return refuse('MESSAGE_EMPTY');
  const refused = audienceRefusal(session, authorId, command.data.to);
  if (refused) return refuse(refused);
  const { messageId, text, sentAt } = command.data;
  const to = tidied(command.data.to, authorId);
  const present = joined(session).map((p) => p.id);
  return [
    {
      type: 'message.posted',
      version: versionOf('message.posted'),
      actor: context.actor,
      at: context.now,
      data: { messageId, text, to, sentAt, authorId, present },
    },
  ];
};

/**
 * Who may read a line: its author, and those it was for; a customer or an expert from outside only what was said while they were in the session, and
 * nothing any more once they have gone; a CSR who has come later also what was said before, unless it was for others by name; a CSR
 * who has gone what was said while they were here.
 */
export const mayReadConversation = (
  session: SessionState,
  event: ConversationEvent,
  readerId: string,
): boolean => {
  const reader = session.participants[readerId];
  if (reader?.joinedSeq === undefined) return false;
  const guest = !worksHere(reader);
  if (guest && reader.status !== 'joined') return false;
  if (event.type === 'conversation.opened' || event.type === 'body.erased') return true;
  const { authorId, present } = event.data;
  if (authorId === readerId) return true;
  if (!isAddressed(event.data, reader)) return false;
  return (!guest && reader.status === 'joined') || present.includes(readerId);
};
