import type { NewDevice } from '@relevo/contracts';
import {
  afterNew,
  type DecideContext,
  decideSession,
  isRefusal,
  type SessionDecision,
  type SessionState,
} from '@relevo/domain';

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
    afterNew(state, decided),
    { type: 'device.attach', data: { ...device, participantId } },
    context,
  );
  return isRefusal(attached) ? attached : [...decided, ...attached];
};
