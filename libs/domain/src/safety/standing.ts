import type { SessionState } from '../session/state';

/**
 * How far the comparing of the codes has come, as one end sees it. `asked` = only the far end said that they match, which
 * somebody in between could say as well; `waiting` = only this end did; `checked` = both.
 */
export type SafetyStanding = 'unchecked' | 'asked' | 'waiting' | 'checked' | 'differs';

/** Where the pair of a device and a CSR stands in the log. */
export const safetyPlace = (deviceId: string, csrId: string): string => `${deviceId}/${csrId}`;

/** Somebody said that the codes of this device and CSR differ: nothing connects the two in this session any more. */
export const isDistrusted = (state: SessionState, deviceId: string, csrId: string): boolean =>
  state.safety[safetyPlace(deviceId, csrId)]?.denied === true;

/**
 * What the log says that the person at one end said, about the key that the CSR shows now; undefined = nothing yet. When
 * anybody said that the codes differ, that is what counts for both.
 */
export const loggedWord = (
  state: SessionState,
  deviceId: string,
  csrId: string,
  end: 'device' | 'csr',
): boolean | undefined => {
  if (isDistrusted(state, deviceId, csrId)) return false;
  const known = state.safety[safetyPlace(deviceId, csrId)];
  return known && known.csrKey === state.participants[csrId]?.keyThumbprint ? known.said[end] : undefined;
};

/** `own` = what the person at this end said, as this end itself remembers it; `far` = what the log says of the other. */
export const safetyStanding = (own: boolean | undefined, far: boolean | undefined): SafetyStanding => {
  if (own === false || far === false) return 'differs';
  if (own) return far ? 'checked' : 'waiting';
  return far ? 'asked' : 'unchecked';
};
