import type { SessionEvent } from './events';
import { holdsRight } from './expert';
import { worksHere } from './selectors';
import type { Participant, SessionState } from './state';

/** Whom an event is about, if it is about one participant. */
const subjectOf = (event: SessionEvent): string | undefined =>
  'participantId' in event.data ? (event.data.participantId ?? undefined) : undefined;

/** What those who work here write for each other. None of it changes what anybody else may do. */
const CSRS_ONLY: ReadonlySet<SessionEvent['type']> = new Set([
  'control.explained',
  'note.saved',
  'session.labelled',
  'customer.expected',
  'invite.sending',
  'invite.sent',
  'invite.sendingFailed',
  'session.idleWarned',
  'session.kept',
]);

/** An expert from outside reads of it only the notes, and those only when the owner ticked them (W39). */
const readsInternal = (reader: Participant, event: SessionEvent): boolean =>
  worksHere(reader) || (reader.kind === 'csr' && event.type === 'note.saved' && holdsRight(reader, 'notes'));

/**
 * Who may read the body of a session event: who is in the session all of them, but customers never why it changed hands, the
 * notes (W36), what it is counted as, to which addresses links went, nor that it was about to be parked; a CSR who has gone what was before (nobody watches hidden,
 * SEC-C12); who still waits, was never let in or has gone,
 * only what is about themselves and that the session is over (SEC-J5).
 */
export const mayReadSession = (state: SessionState, event: SessionEvent, readerId: string): boolean => {
  const reader = state.participants[readerId];
  if (!reader) return false;
  if (CSRS_ONLY.has(event.type) && !readsInternal(reader, event)) return false;
  // W46: an answer is for those who helped, not for other customers.
  if (event.type === 'survey.answered' && !worksHere(reader)) return subjectOf(event) === readerId;
  if (reader.status === 'joined') return true;
  if (worksHere(reader) && event.seq <= (reader.leftSeq ?? 0)) return true;
  return event.type === 'session.ended' || (subjectOf(event) === readerId && event.type !== 'invite.used');
};
