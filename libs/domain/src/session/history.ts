import { isAddressed } from '../conversation/audience';
import type { ConversationEvent } from '../conversation/conversation';
import { mayReadConversation } from '../conversation/conversation';
import { type Refusal, refuse } from '../shared/refusal';
import type { SessionEvent } from './events';
import { mayReadSession } from './redact';
import type { SessionState } from './state';

/** Who reads a session afterwards: as whom they took part in it, and whether they answer for the work of all. */
export interface LaterReader {
  /** `undefined` = had no part in it. */
  readonly participantId: string | undefined;
  readonly supervisor: boolean;
}

/**
 * Whether somebody may open a session in the history, and as what. Who took part reads what was theirs to read; a supervisor the
 * rest too, once it is over: while it lasts they come in before everybody's eyes or not at all (SEC-C12).
 * `undefined` = there is nothing that they may know of.
 */
export const openHistory = (
  state: SessionState,
  { participantId, supervisor }: LaterReader,
): 'part' | 'supervisor' | Refusal | undefined => {
  if (supervisor && state.phase === 'ended') {
    const stayed = participantId !== undefined && state.participants[participantId]?.status === 'joined';
    return stayed ? 'part' : 'supervisor';
  }
  if (participantId !== undefined) return 'part';
  return supervisor ? refuse('SESSION_LIVE') : undefined;
};

/** Whether a supervisor who may open it reads more than their own part gives. */
const asSupervisor = (state: SessionState, reader: LaterReader): boolean =>
  reader.supervisor && state.phase === 'ended';

/** Who may read the body of a session event afterwards: their part's share, and a supervisor what every CSR who came would read. */
export const mayReadSessionLater = (state: SessionState, event: SessionEvent, reader: LaterReader): boolean =>
  asSupervisor(state, reader) ||
  (reader.participantId !== undefined && mayReadSession(state, event, reader.participantId));

/**
 * Who may read a chat line afterwards. A supervisor reads it as a CSR who came late: what was for everyone and for all CSRs, and
 * never what was for others by name (W15).
 */
export const mayReadConversationLater = (
  state: SessionState,
  event: ConversationEvent,
  reader: LaterReader,
): boolean => {
  const { participantId } = reader;
  if (participantId !== undefined && mayReadConversation(state, event, participantId)) return true;
  if (!asSupervisor(state, reader)) return false;
  if (event.type !== 'message.posted') return true;
  return isAddressed(event.data, { id: participantId ?? '', kind: 'csr' });
};
