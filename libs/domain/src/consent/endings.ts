import type { DenialReason, GrantEndReason, NewSessionEvent } from '../session/events';
import type { SessionState } from '../session/state';
import type { Capability } from '../shared/capability';
import { NEEDS } from '../shared/capability';
import type { Ledger, LedgerGrant, Prompt, Step } from './ledger';
import { ledgerGrants } from './ledger';
import { chain, letGo, stay, withFact } from './step';
import { SETTLE_MS } from './timing';

/** What runs under a grant, as the log calls it. */
export const activityOf = (capability: Capability): 'screen' | 'control' =>
  capability === 'screen.view' ? 'screen' : 'control';

const endOne =
  (grant: LedgerGrant, reason: GrantEndReason) =>
  (ledger: Ledger): Step => {
    const { [grant.id]: _gone, ...grants } = ledger.grants;
    const signed = ledger.signed[grant.id];
    const { deviceId } = ledger;
    const ended = {
      ...ledger,
      grants,
      signed: signed
        ? { ...ledger.signed, [grant.id]: { ...signed, endedAt: ledger.clock.mono } }
        : ledger.signed,
    };
    const step = grant.active
      ? withFact(ended, {
          type: 'activity.stopped',
          data: { grantId: grant.id, deviceId, activity: activityOf(grant.capability) },
        })
      : stay(ended);
    return chain(
      step,
      (now) => withFact(now, { type: 'grant.ended', data: { grantId: grant.id, deviceId, reason } }),
      (now) => (grant.capability === 'input.control' ? letGo(now) : stay(now)),
    );
  };

/**
 * Ends the grants that match, and those of the same CSR that cannot be without them (no control without sight).
 * `renewed` = capabilities that the same CSR is given again in the same moment.
 */
export const endGrants = (
  ledger: Ledger,
  which: (grant: LedgerGrant) => boolean,
  reason: GrantEndReason,
  renewed: readonly Capability[] = [],
): Step => {
  const live = ledgerGrants(ledger);
  const hit = live.filter(which);
  const isOrphan = (grant: LedgerGrant): boolean =>
    NEEDS[grant.capability].some(
      (need) => !renewed.includes(need) && hit.some((h) => h.csrId === grant.csrId && h.capability === need),
    );
  const orphans = live.filter((grant) => !hit.includes(grant) && isOrphan(grant));
  // Control first: what acts must end before what only looks.
  return chain(stay(ledger), ...[...orphans, ...hit].map((grant) => endOne(grant, reason)));
};

/**
 * Why a grant ends that was asked to stop: what happened in the session, or who wanted it; the server itself asks only for
 * a CSR who is signed in no more.
 */
export const stopReason = (
  { actor, data }: Pick<Extract<NewSessionEvent, { type: 'grant.stopAsked' }>, 'actor' | 'data'>,
  { participants }: Pick<SessionState, 'participants'>,
): GrantEndReason => {
  if (data.cause) return data.cause;
  if (actor.kind === 'system') return 'signed-out';
  return participants[actor.participantId]?.kind === 'csr' ? 'csr' : 'customer';
};

/** Denies a question that is not on the screen. */
export const deny = (ledger: Ledger, requestId: string, reason: DenialReason): Step =>
  withFact(ledger, { type: 'grant.denied', data: { requestId, deviceId: ledger.deviceId, reason } });

/** Closes the question that is opening or open; input stays frozen for the pause after it. */
export const closePrompt = (ledger: Ledger): Ledger => ({
  ...ledger,
  freeze: { phase: 'thawing', at: ledger.clock.mono + SETTLE_MS },
});

/** The question that holds the freeze, shown already or not. */
export const heldPrompt = ({ freeze }: Ledger): Prompt | null =>
  freeze.phase === 'settling' || freeze.phase === 'asking' ? freeze.prompt : null;

/** Denies the questions that match: the one on the screen and those that wait. */
export const denyPrompts = (
  ledger: Ledger,
  which: (prompt: Prompt) => boolean,
  reason: DenialReason,
): Step => {
  const held = heldPrompt(ledger);
  const waiting = ledger.queue.filter(which);
  const rest = { ...ledger, queue: ledger.queue.filter((prompt) => !which(prompt)) };
  const hit = held && which(held) ? [held, ...waiting] : waiting;
  return chain(
    stay(held && which(held) ? closePrompt(rest) : rest),
    ...hit.map((prompt) => (now: Ledger) => deny(now, prompt.request.requestId, reason)),
  );
};
