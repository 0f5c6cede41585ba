import type { DeviceCredential, NewDevice } from '@relevo/contracts';
import {
  type DecideContext,
  decideSession,
  evolveSession,
  isRefusal,
  type NewSessionEvent,
  type SessionDecision,
  type SessionState,
} from '@relevo/domain';
import type { Queryable } from '../streams/log/log.queries';
import { insertCredential } from './devices.queries';
import { hashSecret, newCredential } from './secrets';

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

/** Where a device comes in. */
export interface Entrance {
  readonly sessionId: string;
  readonly conversationId: string;
  readonly participantId: string;
}

/** A new credential, and how it is kept in the transaction of the attaching. */
export const makeCredential = (entrance: Entrance, device: NewDevice, now: number) => {
  const credential = newCredential();
  const shown: DeviceCredential = { credential, ...entrance, deviceId: device.deviceId };
  const keep = (db: Queryable): Promise<void> =>
    insertCredential(db, {
      ...entrance,
      deviceId: device.deviceId,
      deviceKind: device.kind,
      credentialHash: hashSecret(credential),
      now,
    });
  return { shown, keep };
};
