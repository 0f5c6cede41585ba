import type { SessionEvent } from './events';
import type { SessionState } from './state';

/** Whom an event is about, if it is about one participant. */
const subjectOf = (event: SessionEvent): string | undefined =>
  'participantId' in event.data ? event.data.participantId : undefined;

/**
 * Who may read the body of a session event: CSRs and customers who are in the session all of them; who still waits, was
 * never let in or has gone, only what is about themselves and that the session is over (SEC-J5).
 */
export const mayReadSession = (state: SessionState, event: SessionEvent, readerId: string): boolean => {
  const reader = state.participants[readerId];
  if (!reader) return false;
  if (reader.kind === 'csr' || reader.status === 'joined') return true;
  return event.type === 'session.ended' || (subjectOf(event) === readerId && event.type !== 'invite.used');
};
