import type { NewDevice } from '@relevo/contracts';
import {
  type DecideContext,
  decideSession,
  evolveSession,
  isRefusal,
  type NewSessionEvent,
  type SessionDecision,
  type SessionState,
} from '@relevo/domain';

/** The state after events that have no place yet. */
export const after = (state: SessionState, events: readonly NewSessionEvent[]): SessionState =>
  events.reduce((folded, event) => evolveSession(folded, { ...event, seq: folded.version + 1 }), state);

/** Adds the attaching of a participant's device to what was decided before. */
export const andAttach = (
  state: SessionState,
  decided: SessionDecision,
  participantId: string,
  device: NewDevice,
  context: DecideContext,
): SessionDecision => {
  if (isRefusal(decided)) return decided;
  const attached = decideSession(
    after(state, decided),
    { type: 'device.attach', data: { ...device, participantId } },
    context,
  );
  return isRefusal(attached) ? attached : [...decided, ...attached];
};
