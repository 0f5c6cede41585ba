import type { Capability } from '../shared/capability';
import { NEEDS } from '../shared/capability';
import type { RefusalCode } from '../shared/refusal';
import { ABILITY_COMMANDS, type AbilityCommand, type SessionCommandType } from './commands';
import { expertVerdict } from './expert';
import {
  colleaguesHere,
  deviceFor,
  devicesOf,
  heldGrant,
  joinedCustomers,
  joinedExperts,
  liveGrants,
  ownerSees,
  pendingRequests,
  primaryOf,
  waiting,
} from './selectors';
import type { Participant, SessionState } from './state';

/** `null` = allowed, otherwise the reason why not. */
export type Verdict = RefusalCode | null;

export interface AbilityContext {
  /** ms since the epoch. */
  readonly now: number;
}

const first = (...verdicts: Verdict[]): Verdict => verdicts.find((v) => v !== null) ?? null;

const inside = (who: Participant | undefined): Verdict => {
  if (!who || who.status === 'left' || who.status === 'declined') return 'NOT_IN_SESSION';
  return who.status === 'waiting' ? 'NOT_ADMITTED' : null;
};
const present = (state: SessionState, who: Participant | undefined): Verdict =>
  first(inside(who), state.phase === 'ended' ? 'SESSION_ENDED' : null);

const started = (state: SessionState): Verdict => (state.phase === 'prepared' ? 'SESSION_NOT_STARTED' : null);
const open = (state: SessionState): Verdict =>
  first(started(state), state.phase === 'parked' ? 'SESSION_PARKED' : null);
const csr = (who: Participant): Verdict => (who.kind === 'csr' ? null : 'CSR_ONLY');
const owner = (who: Participant): Verdict => first(csr(who), who.role === 'owner' ? null : 'NOT_THE_OWNER');

/**
 * An assistant drives nothing, and may ask to see only what the owner sees at this moment, on the same device. An expert who may
 * control asks for it under the owner's eyes too.
 */
const roleAsks = (state: SessionState, who: Participant, capability: Capability, now: number): Verdict => {
  if (who.role === 'owner' || (capability !== 'screen.view' && !who.expert)) return owner(who);
  const primary = primaryOf(state);
  const asked = primary && deviceFor(state, primary.id, capability);
  return first(csr(who), ownerSees(state, asked?.id, now) ? null : 'NOTHING_SHARED');
};

/** May this CSR ask for a capability now? W23: not before a customer has joined; one controller at a time. */
const mayAsk = (state: SessionState, who: Participant, capability: Capability, now: number): Verdict => {
  const basics = first(open(state), csr(who));
  if (basics) return basics;
  if (joinedCustomers(state).length === 0) return 'NO_CUSTOMER_JOINED';
  const role = roleAsks(state, who, capability, now);
  if (role) return role;
  if (heldGrant(state, who.id, capability, now)) return 'ALREADY_GRANTED';
  if (pendingRequests(state, now).some((r) => r.capability === capability)) return 'REQUEST_PENDING';
  const controller = liveGrants(state, now).find((g) => g.capability === 'input.control');
  if (capability === 'input.control' && controller) return 'CONTROLLED_BY_ANOTHER';
  const primary = primaryOf(state);
  const device = primary && deviceFor(state, primary.id, capability);
  if (!device || !NEEDS[capability].every((need) => device.can.includes(need))) return 'DEVICE_CANNOT';
  return null;
};

/** The agent is of use while the customer's computer has none. */
const maySuggestAgent = (state: SessionState, who: Participant): Verdict => {
  const basics = first(open(state), owner(who));
  if (basics) return basics;
  const primary = primaryOf(state);
  if (!primary) return 'NO_CUSTOMER_JOINED';
  return devicesOf(state, primary.id).some((d) => d.kind === 'machine') ? 'AGENT_ATTACHED' : null;
};

const mayEnd = (state: SessionState, who: Participant): Verdict =>
  first(
    who.kind === 'customer' ? 'CUSTOMERS_CANNOT_END' : null,
    who.role === 'owner' ? null : 'NOT_THE_OWNER',
  );

/** W41: only a CSR who is in the session already can be handed it. */
const mayTransfer = (state: SessionState, who: Participant): Verdict =>
  first(started(state), owner(who), colleaguesHere(state, who.id).length > 0 ? null : 'NO_COLLEAGUE_HERE');

const mayTakeOver = (state: SessionState, who: Participant): Verdict =>
  first(
    started(state),
    csr(who),
    who.role === 'owner' ? 'OWNER_ALREADY' : null,
    who.supervisor === true ? null : 'SUPERVISOR_ONLY',
  );

/** W36: notes are written after the end too, by those who work here. */
const mayNote = (state: SessionState, who: Participant | undefined): Verdict => {
  const here = who?.expert ? present(state, who) : inside(who);
  return here ?? (who ? first(csr(who), expertVerdict(who, 'note.save')) : null);
};

/** Whether an outside expert who is here may give a command at all; `null` for everybody else, who are ruled command by command. */
export const expertRefusal = (
  state: SessionState,
  participantId: string,
  command: SessionCommandType,
): Verdict => {
  const who = state.participants[participantId];
  return who?.expert && present(state, who) === null ? expertVerdict(who, command) : null;
};

/** Whether a participant may do something now, and if not, why (W2, W9, W12, W13, W23, W36, W39, W41, W43, W44, W45). */
export const may = (
  state: SessionState,
  participantId: string,
  command: AbilityCommand,
  { now }: AbilityContext,
): Verdict => {
  const who = state.participants[participantId];
  // W45: leaving needs nobody's agreement, not even admission.
  if (command === 'participant.leave') return mayLeave(state, who);
  if (command === 'note.save') return mayNote(state, who);
  const here = present(state, who);
  if (here || !who) return here;
  const outside = expertVerdict(who, command);
  if (outside) return outside;
  switch (command) {
    case 'session.end':
      return mayEnd(state, who);
    case 'session.park':
      return first(open(state), owner(who));
    case 'session.keep':
      return first(open(state), csr(who));
    case 'session.resume':
      return first(owner(who), state.phase === 'parked' ? null : 'SESSION_NOT_PARKED');
    case 'session.label':
      return owner(who);
    case 'control.transfer':
      return mayTransfer(state, who);
    case 'control.takeOver':
      return mayTakeOver(state, who);
    case 'participant.promote':
      return first(
        open(state),
        owner(who),
        joinedCustomers(state).some((p) => p.role === 'secondary') ? null : 'NO_OTHER_CUSTOMER',
      );
    case 'invite.create':
    case 'invite.revoke':
      return csr(who);
    case 'expert.invite':
      return owner(who);
    case 'expert.remove':
      return first(
        who.supervisor ? csr(who) : owner(who),
        joinedExperts(state).length > 0 ? null : 'NO_EXPERT_HERE',
      );
    case 'participant.admit':
    case 'participant.decline':
      return first(open(state), csr(who), waiting(state).length > 0 ? null : 'NOT_WAITING');
    case 'agent.suggest':
      return maySuggestAgent(state, who);
    case 'screen.view':
    case 'input.control':
      return mayAsk(state, who, command, now);
    case 'grant.withdraw':
      return first(
        csr(who),
        pendingRequests(state, now).some((r) => r.csrId === who.id) ? null : 'REQUEST_UNKNOWN',
      );
    case 'grant.stop':
      return liveGrants(state, now).some((g) => concerns(state, g.deviceId, g.csrId, who))
        ? null
        : 'GRANT_NOT_HELD';
    case 'message.post':
      return started(state);
  }
};

/** A grant concerns the CSR who holds it and the customer whose device gave it. */
export const concerns = (state: SessionState, deviceId: string, csrId: string, who: Participant): boolean =>
  csrId === who.id || state.devices[deviceId]?.participantId === who.id;

const mayLeave = (state: SessionState, who: Participant | undefined): Verdict => {
  if (!who || who.status === 'left' || who.status === 'declined') return 'NOT_IN_SESSION';
  if (state.phase === 'ended') return 'SESSION_ENDED';
  // The session would be nobody's: an owner hands it over, parks or ends it (W43).
  return who.role === 'owner' ? 'OWNER_CANNOT_LEAVE' : null;
};

export type Abilities = Readonly<Record<AbilityCommand, Verdict>>;

/** What the buttons show: for each command, allowed or the reason why not. */
export const abilities = (state: SessionState, participantId: string, context: AbilityContext): Abilities =>
  Object.fromEntries(
    ABILITY_COMMANDS.map((command) => [command, may(state, participantId, command, context)]),
  ) as Record<AbilityCommand, Verdict>;
