import {
  type ConversationEvent,
  type ConversationState,
  evolveConversation,
  evolveSession,
  type HiddenEvent,
  noConversation,
  noSession,
  type PlacedEvent,
  type SessionEvent,
  type SessionState,
  type StreamKind,
  withEarlier,
} from '@relevo/domain';
import { type Scrutiny, scrutinise } from '../log/report-proof';

/** How a stream's events make its state. */
export interface Fold<State> {
  readonly kind: StreamKind;
  initial(stream: string): State;
  evolve(state: State, event: PlacedEvent | HiddenEvent): State;
  /** Two stretches that follow each other in one; missing = such a stream is always read from its beginning. */
  join?(earlier: State, later: State): State;
  /** What an event must pass before it is folded. */
  scrutinise(state: State, event: PlacedEvent): Scrutiny;
}

/** A readable event of a session. */
export type TimelineEntry = SessionEvent;

export const sessionFold: Fold<SessionState> = {
  kind: 'session',
  initial: noSession,
  evolve: (state, event) => evolveSession(state, event as SessionEvent | HiddenEvent),
  scrutinise: (state, event) => scrutinise(state, event as SessionEvent),
};

export const conversationFold: Fold<ConversationState> = {
  kind: 'conversation',
  initial: noConversation,
  evolve: (state, event) => evolveConversation(state, event as ConversationEvent | HiddenEvent),
  join: withEarlier,
  scrutinise: () => 'none',
};
