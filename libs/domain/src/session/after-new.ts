import type { NewSessionEvent } from './events';
import { evolveSession } from './evolve';
import type { SessionState } from './state';

/** The state after events that have no place yet. */
export const afterNew = (state: SessionState, events: readonly NewSessionEvent[]): SessionState =>
  events.reduce((folded, event) => evolveSession(folded, { ...event, seq: folded.version + 1 }), state);
