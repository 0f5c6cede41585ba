import type { GrantEndReason } from '../session/events';
import type { Capability } from '../shared/capability';
import { activityOf, endGrants } from './endings';
import { type DropReason, isFrozen, type Ledger, type Step } from './ledger';
import { chain, countDrop, raise, stay } from './step';
import { tick } from './tick';
import { type ClockReading, IN_FLIGHT_MS } from './timing';

/** A message from a CSR's console, after its shape was checked. */
export interface Attempt {
  /** What it needs; null = it shows nothing and moves nothing. */
  readonly needs: Capability | null;
  readonly csrId: string;
  /** Thumbprint that the far end of this link proved; null = nothing proven yet. */
  readonly csrKey: string | null;
  /** The link that it came over. */
  readonly epoch: number;
  readonly grantId?: string;
  readonly seq?: number;
}

export type GateVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: DropReason };

export interface Checked extends Step {
  readonly verdict: GateVerdict;
}

const drop = (step: Step, reason: DropReason, alarmed = false): Checked => {
  const counted = countDrop(step.ledger, reason);
  const kind = ALARM_OF[reason];
  return {
    ...step,
    ledger: alarmed && kind ? raise(counted, kind) : counted,
    verdict: { allowed: false, reason },
  };
};

const ALARM_OF = {
  'no-grant': 'unknown-grant',
  stale: 'stale-message',
  'not-verified': 'wrong-key',
  malformed: 'malformed',
  rate: 'rate',
  'prompt-open': null,
  'own-window': null,
} as const;

/** What was on its way when a grant ended is no attack. */
const wasJustEnded = (ledger: Ledger, grantId: string): boolean => {
  const endedAt = ledger.signed[grantId]?.endedAt ?? null;
  return endedAt !== null && ledger.clock.mono - endedAt < IN_FLIGHT_MS;
};

/**
 * The gate: may this message have an effect now? Default is no (SEC-C1, SEC-C9).
 * It needs a live grant of this very CSR, key and capability, over the present link, with a number above all before.
 */
export const checkMessage = (ledger: Ledger, attempt: Attempt, now: ClockReading): Checked => {
  const step = tick(ledger, now);
  const at = step.ledger;
  if (attempt.csrKey === null) return drop(step, 'not-verified');
  if (attempt.needs === null) return { ...step, verdict: { allowed: true } };
  const { grantId, seq, csrId } = attempt;
  const grant = grantId === undefined ? undefined : at.grants[grantId];
  if (!grant || seq === undefined || grant.csrId !== csrId || grant.capability !== attempt.needs) {
    return drop(step, 'no-grant', grantId === undefined || !wasJustEnded(at, grantId));
  }
  if (grant.csrKey !== attempt.csrKey) return drop(step, 'not-verified', true);
  // Another tab of the same proven key speaks for this CSR now: nothing of this one counts, and nobody attacks.
  if (attempt.epoch !== at.links[csrId]?.epoch) return drop(step, 'stale');
  const floor = attempt.epoch === grant.last.epoch ? grant.last.seq : 0;
  if (seq <= floor) return drop(step, 'stale', true);
  const heard = { ...grant, last: { epoch: attempt.epoch, seq }, heardAt: at.clock.mono };
  const counted = { ...step, ledger: { ...at, grants: { ...at.grants, [grant.id]: heard } } };
  if (grant.capability !== 'input.control') return { ...counted, verdict: { allowed: true } };
  if (isFrozen(at)) return drop(counted, 'prompt-open');
  return { ...counted, ledger: { ...counted.ledger, holding: true }, verdict: { allowed: true } };
};

/** Counts a message that the device dropped before or after the gate: wrong shape, flood, aimed at an own window. */
export const dropMessage = (ledger: Ledger, reason: 'malformed' | 'rate' | 'own-window'): Ledger =>
  drop(stay(ledger), reason, true).ledger;

/** Stops one grant or all, at once. `by` = the CSR who lets go of what they hold; others cannot. */
export const stopGrants = (
  ledger: Ledger,
  which: { readonly grantId: string; readonly by?: string } | 'all',
  reason: GrantEndReason,
  now: ClockReading,
): Step =>
  chain(tick(ledger, now), (at) =>
    endGrants(
      at,
      (g) => which === 'all' || (g.id === which.grantId && (which.by === undefined || which.by === g.csrId)),
      reason,
    ),
  );

/** Notes that the screen is being sent or input may flow, or no more; says so to the log. */
export const setActivity = (ledger: Ledger, grantId: string, running: boolean, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => {
    const grant = at.grants[grantId];
    if (!grant || grant.active === running) return stay(at);
    return {
      ledger: { ...at, grants: { ...at.grants, [grantId]: { ...grant, active: running } } },
      facts: [
        {
          type: running ? 'activity.started' : 'activity.stopped',
          data: { grantId, deviceId: at.deviceId, activity: activityOf(grant.capability) },
        },
      ],
      release: false,
    };
  });
