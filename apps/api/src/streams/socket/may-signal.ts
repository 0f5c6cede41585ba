import type { PeerAddress } from '@relevo/contracts';
import { mayHaveLink, type SessionState } from '@relevo/domain';

const isCsr = (session: SessionState, { participantId, deviceId }: PeerAddress): boolean => {
  const who = session.participants[participantId];
  return mayHaveLink(who) && who.kind === 'csr' && deviceId === null;
};

const isDevice = (session: SessionState, { participantId, deviceId }: PeerAddress): boolean => {
  const who = session.participants[participantId];
  const device = deviceId === null ? undefined : session.devices[deviceId];
  return (
    who?.kind === 'customer' &&
    who.status === 'joined' &&
    device?.participantId === participantId &&
    device.attached
  );
};

/** Peer links run between a CSR's console and a device of a customer who was let in, in a session that is open. */
export const maySignal = (session: SessionState, from: PeerAddress, to: PeerAddress): boolean =>
  session.phase === 'open' &&
  ((isCsr(session, from) && isDevice(session, to)) || (isDevice(session, from) && isCsr(session, to)));
