import type { Capability } from '../shared/capability';
import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { concerns, may } from './may';
import type { SitePolicy } from './policy';
import { csrOf, deviceFor, primaryOf } from './selectors';
import type { SessionState } from './state';
import { stopWhere } from './stopping';

type GrantCommand = Extract<SessionCommand, { type: `grant.${string}` }>;
type SignedOutCommand = Extract<SessionCommand, { type: 'csr.signedOut' }>;
type RequestCommand = Extract<SessionCommand, { type: 'grant.request' }>;

/** How long a capability may be asked for: control always has an end, sight may last until stopped (SEC-C10). */
export const minutesAllowed = (
  capability: Capability,
  minutes: number | null,
  policy: SitePolicy,
): boolean =>
  minutes === null
    ? capability === 'screen.view'
    : Number.isInteger(minutes) &&
      minutes >= 1 &&
      (capability === 'screen.view' || minutes <= policy.maxControlMinutes);

/** Lengths of control that a console offers, in minutes; the site's longest is always among them. */
export const controlMinutesOffered = (longest: number): readonly number[] => [
  ...[5, 20].filter((minutes) => minutes < longest),
  longest,
];

const request = (state: SessionState, { data }: RequestCommand, context: DecideContext): SessionDecision => {
  const verdict = may(state, asker(context), data.capability, context);
  if (verdict) return refuse(verdict);
  if (state.requests[data.requestId]) return refuse('CONFLICT');
  if (!minutesAllowed(data.capability, data.minutes, context.policy)) return refuse('DURATION_NOT_ALLOWED');
  const primary = primaryOf(state);
  if (!primary || (data.participantId !== null && data.participantId !== primary.id))
    return refuse('NOT_IN_SESSION');
  const device = deviceFor(state, primary.id, data.capability);
  if (!device) return refuse('DEVICE_CANNOT');
  return [
    happened(context, 'grant.requested', {
      requestId: data.requestId,
      deviceId: device.id,
      capability: data.capability,
      csrId: asker(context),
      minutes: data.minutes,
      expiresAt: context.now + context.policy.promptSeconds * 1000,
    }),
  ];
};

/** Asking for a capability, taking the question back, asking that a grant stop. Giving is never decided here. */
export const decideGrants = (
  state: SessionState,
  command: GrantCommand,
  context: DecideContext,
): SessionDecision => {
  if (command.type === 'grant.request') return request(state, command, context);
  const who = state.participants[asker(context)];
  if (!who || (who.status !== 'joined' && who.status !== 'left')) return refuse('NOT_IN_SESSION');
  if (command.type === 'grant.withdraw') {
    const asked = state.requests[command.data.requestId];
    if (!asked || asked.csrId !== who.id) return refuse('REQUEST_UNKNOWN');
    return asked.status === 'pending' ? [happened(context, 'grant.withdrawn', { requestId: asked.id })] : [];
  }
  const grant = state.grants[command.data.grantId];
  if (!grant || !concerns(state, grant.deviceId, grant.csrId, who)) return refuse('GRANT_NOT_HELD');
  return grant.status === 'given' ? [happened(context, 'grant.stopAsked', { grantId: grant.id })] : [];
};

/**
 * Asks for an end of what a signed-out console could still use: every grant whose key no sign-in of the account holds
 * any more (SEC-A4). A grant may always be asked to stop; another browser of the same person keeps what its own key
 * holds. Without any sign-in nobody is there to use an answer: open questions are taken back.
 */
export const stopSignedOut = (
  state: SessionState,
  { data }: SignedOutCommand,
  context: DecideContext,
): SessionDecision => {
  const csr = csrOf(state, data.accountId);
  if (!csr) return [];
  const { keys } = data;
  return stopWhere(
    state,
    context,
    (of) => of.csrId === csr.id && ('csrKey' in of ? !keys.includes(of.csrKey) : keys.length === 0),
  );
};
