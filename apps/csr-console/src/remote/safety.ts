import type { LinkAlarm, SafetyMemory, SessionClient } from '@relevo/client';
import {
  devicesOf,
  isDistrusted,
  loggedWord,
  primaryOf,
  type SafetyStanding,
  safetyStanding,
} from '@relevo/domain';
import type { RemoteScreen } from './remote-screen';

/** The safety code with the device in front. */
export interface Safety {
  /** Six digits; undefined while there are none. */
  readonly code: string | undefined;
  readonly standing: SafetyStanding;
}

/** What this console knows of the safety code. Its own CSR's word comes from this browser, never from the log. */
export const safetyOf = (
  { session, me }: SessionClient['snapshot'],
  screen: RemoteScreen | undefined,
  alarm: LinkAlarm | undefined,
  memory: SafetyMemory,
): Safety => {
  const customer = primaryOf(session);
  const csrId = me?.id ?? '';
  const denied = (deviceId: string): boolean =>
    isDistrusted(session, deviceId, csrId) || memory.of(deviceId, undefined) === false;
  const differs = customer !== undefined && devicesOf(session, customer.id).some(({ id }) => denied(id));
  if (differs || alarm === 'codes-differ') return { code: undefined, standing: 'differs' };
  if (!screen) return { code: undefined, standing: 'unchecked' };
  const own = memory.of(screen.deviceId, screen.proof?.key);
  return {
    code: screen.safetyCode,
    standing: safetyStanding(own, loggedWord(session, screen.deviceId, csrId, 'device')),
  };
};
