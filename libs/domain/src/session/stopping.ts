import type { DeviceReport } from './commands';
import { type DecideContext, happened } from './context';
import type { NewSessionEvent, SessionEvent, StopCause } from './events';
import { holdsRight } from './expert';
import { ownerSees, pendingRequests, primaryOf } from './selectors';
import type { Grant, GrantRequest, SessionState } from './state';

/** Asks for an end of what matches: open questions are taken back, devices are asked to end what they gave. */
export const stopWhere = (
  state: SessionState,
  context: DecideContext,
  which: (of: Grant | GrantRequest) => boolean,
  cause?: StopCause,
): NewSessionEvent[] => [
  ...pendingRequests(state, context.now)
    .filter(which)
    .map(({ id }) => happened(context, 'grant.withdrawn', { requestId: id })),
  ...Object.values(state.grants)
    .filter((grant) => grant.status === 'given' && which(grant))
    .map(({ id }) => happened(context, 'grant.stopAsked', { grantId: id, ...(cause && { cause }) })),
];

type StopAsked = Extract<SessionEvent, { type: 'grant.stopAsked' }>;

/** How it came that a grant was asked to stop, which happens once; `undefined` = it was not, or it cannot be read here. */
export const stopAskedOf = (timeline: readonly SessionEvent[], grantId: string): StopAsked | undefined =>
  timeline.find((e): e is StopAsked => e.type === 'grant.stopAsked' && e.data.grantId === grantId);

type Given = Extract<DeviceReport, { type: 'grant.given' }>['data'];

/**
 * Why something that a device gave a moment ago must end at once: its answer met a session that had moved on meanwhile.
 * `undefined` = it holds.
 */
const outlived = (state: SessionState, given: Given): StopCause | undefined => {
  const customer = state.participants[state.devices[given.deviceId]?.participantId ?? ''];
  const csr = state.participants[given.csrId];
  if (state.phase === 'parked') return 'parked';
  if (customer?.status !== 'joined' || !csr) return undefined;
  if (csr.status !== 'joined') return 'csr-left';
  if (customer.id !== primaryOf(state)?.id) return 'promoted';
  if (csr.role === 'owner') return undefined;
  const asked = state.requests[given.requestId];
  // One yes to control may give sight with it: the second of the two finds the question answered, and holds while the first does.
  if (csr.expert) {
    const holds = Object.values(state.grants).every((g) => g.requestId !== asked?.id || g.status === 'given');
    const answered = asked?.status === 'pending' || (asked?.status === 'given' && holds);
    return holdsRight(csr, given.capability) && answered ? undefined : 'transferred';
  }
  return given.capability === 'screen.view' && asked?.status === 'pending' ? undefined : 'transferred';
};

/** What follows a fact of a device: a grant that nobody may hold any more is asked to stop (SEC-C8). */
export const afterFact = (
  state: SessionState,
  fact: DeviceReport,
  context: DecideContext,
): NewSessionEvent[] => {
  if (fact.type !== 'grant.given' || state.phase === 'ended') return [];
  const cause = outlived(state, fact.data);
  return cause ? [happened(context, 'grant.stopAsked', { grantId: fact.data.grantId, cause })] : [];
};

/** A CSR goes, by themselves or sent: with them goes what they hold and ask. */
export const csrLeaves = (
  state: SessionState,
  participantId: string,
  context: DecideContext,
): NewSessionEvent[] => [
  ...stopWhere(state, context, ({ csrId }) => csrId === participantId, 'csr-left'),
  happened(context, 'participant.left', { participantId }),
];

/**
 * What follows where experts from outside hold or ask for what the owner of the session does not see any more, however that came: they
 * see and control under the owner's eyes only (W39).
 */
export const outOfSight = (state: SessionState, context: DecideContext): NewSessionEvent[] => {
  if (state.phase === 'ended') return [];
  const unseen = ({ csrId, deviceId }: Grant | GrantRequest): boolean =>
    state.participants[csrId]?.expert !== undefined && !ownerSees(state, deviceId, context.now);
  return stopWhere(state, { ...context, actor: { kind: 'system' } }, unseen, 'unseen');
};
