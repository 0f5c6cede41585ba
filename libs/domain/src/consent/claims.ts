import type { SessionEvent } from '../session/events';
import type { Ledger } from './ledger';
import { raise } from './step';

const isTrueGrant = (ledger: Ledger, event: Extract<SessionEvent, { type: 'grant.given' }>): boolean => {
  const { grantId, capability, csrId, until } = event.data;
  const signed = ledger.signed[grantId];
  return (
    signed !== undefined &&
    !signed.logged &&
    signed.capability === capability &&
    signed.csrId === csrId &&
    signed.until === until
  );
};

/**
 * Compares what the log says about this device's grants with what was signed here. The log never gives: an unknown,
 * repeated, widened or prolonged grant, or an end that did not happen, is an alarm and nothing else (SEC-C2).
 */
export const noteClaim = (ledger: Ledger, event: SessionEvent): Ledger => {
  if (event.type === 'grant.given' && event.data.deviceId === ledger.deviceId) {
    const signed = ledger.signed[event.data.grantId];
    if (!signed || !isTrueGrant(ledger, event)) return raise(ledger, 'server-claim');
    return {
      ...ledger,
      signed: { ...ledger.signed, [event.data.grantId]: { ...signed, logged: true } },
    };
  }
  if (event.type === 'grant.ended' && event.data.deviceId === ledger.deviceId) {
    const signed = ledger.signed[event.data.grantId];
    return !signed || signed.endedAt === null ? raise(ledger, 'server-claim') : ledger;
  }
  return ledger;
};
