import type { Capability } from '../shared/capability';
import type { InvitedCsr } from './events';
import type { Device, Grant, GrantRequest, Invite, Participant, SessionState } from './state';

/** Participants who are in the session now (admitted and not gone). */
export const joined = (state: SessionState): Participant[] =>
  Object.values(state.participants).filter((p) => p.status === 'joined');

/** Customers who are in the session now, longest first. */
export const joinedCustomers = (state: SessionState): Participant[] =>
  joined(state)
    .filter((p) => p.kind === 'customer')
    .sort((a, b) => (a.joinedSeq ?? 0) - (b.joinedSeq ?? 0));

/** Customers who wait for admission, in order of arrival: ids are put into the state as they come, whatever the clock says. */
export const waiting = (state: SessionState): Participant[] =>
  Object.values(state.participants).filter((p) => p.status === 'waiting');

/** The CSR responsible for the session. */
export const ownerOf = (state: SessionState): Participant | undefined =>
  Object.values(state.participants).find((p) => p.role === 'owner');

/** CSRs who are in the session now. */
export const joinedCsrs = (state: SessionState): Participant[] =>
  joined(state).filter((p) => p.kind === 'csr');

/** CSRs but no experts from outside, who are guests (W39). */
export const worksHere = (who: Pick<Participant, 'kind' | 'expert'> | undefined): boolean =>
  who?.kind === 'csr' && who.expert === undefined;

/** Those in the session now, beside this participant, who can be handed it (W41). */
export const colleaguesHere = (state: SessionState, participantId: string | undefined): Participant[] =>
  joined(state).filter((p) => p.id !== participantId && worksHere(p));

/** Experts from outside who are in the session now. */
export const joinedExperts = (state: SessionState): Participant[] =>
  joined(state).filter((p) => p.expert !== undefined);

/** The name of whose guest an expert from outside is; `undefined` for all who work here. */
export const guestOf = (state: SessionState, participantId: string): string | undefined => {
  const expert = state.participants[participantId]?.expert;
  return expert && (state.participants[expert.by]?.name ?? '');
};

/** As whom the holder of an invite comes: by the CSR for whom it is, if it is for one. */
export const invitedAs = (csr: InvitedCsr | undefined): 'customer' | 'csr' | 'expert' => {
  if (!csr) return 'customer';
  return csr.expert ? 'expert' : 'csr';
};

/** The part of an account in the session, also when it is over. */
export const csrOf = (state: SessionState, accountId: string): Participant | undefined =>
  Object.values(state.participants).find((p) => p.kind === 'csr' && p.accountId === accountId);

/** The customer whose machine and consent govern. */
export const primaryOf = (state: SessionState): Participant | undefined =>
  joinedCustomers(state).find((p) => p.role === 'primary');

/** Colleagues of the directory who are asked in and have not answered; those that ran out too. */
export const openRings = (state: SessionState): Invite[] =>
  state.phase === 'ended'
    ? []
    : Object.values(state.invites).filter(
        (invite) => invite.status === 'open' && invite.csr !== undefined && invite.csr.accountId !== null,
      );

/** Attached devices of a participant. */
export const devicesOf = (state: SessionState, participantId: string): Device[] =>
  Object.values(state.devices).filter((d) => d.participantId === participantId && d.attached);

/** The device to ask for a capability: the machine agent before the page. */
export const deviceFor = (
  state: SessionState,
  participantId: string,
  capability: Capability,
): Device | undefined => {
  const able = devicesOf(state, participantId).filter((d) => d.can.includes(capability));
  return able.find((d) => d.kind === 'machine') ?? able[0];
};

/** Grants that hold by the log now: given, not ended and not past their end. */
export const liveGrants = (state: SessionState, now: number): Grant[] =>
  Object.values(state.grants).filter((g) => g.status !== 'ended' && (g.until === null || now < g.until));

/** Whether the owner sees this device now (any, when there is none to ask): nobody asked them to stop, and it has not run out. */
export const ownerSees = (state: SessionState, deviceId: string | undefined, now: number): boolean => {
  const owner = ownerOf(state)?.id;
  return liveGrants(state, now).some(
    (g) =>
      g.csrId === owner &&
      g.capability === 'screen.view' &&
      g.status === 'given' &&
      (deviceId === undefined || g.deviceId === deviceId),
  );
};

/** Requests still waiting for the customer's answer. */
export const pendingRequests = (state: SessionState, now: number): GrantRequest[] =>
  Object.values(state.requests).filter((r) => r.status === 'pending' && now < r.expiresAt);

/** The live grant of one CSR for one capability, if any. */
export const heldGrant = (
  state: SessionState,
  csrId: string,
  capability: Capability,
  now: number,
): Grant | undefined => liveGrants(state, now).find((g) => g.csrId === csrId && g.capability === capability);
