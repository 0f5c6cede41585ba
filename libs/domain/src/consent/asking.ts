import { type Capability, NEEDS } from '../shared/capability';
import { closePrompt, deny, denyPrompts, endGrants } from './endings';
import {
  type AccessRequest,
  type Ledger,
  type LedgerGrant,
  ledgerGrant,
  openPrompt,
  type Step,
} from './ledger';
import { chain, stay } from './step';
import { tick } from './tick';
import { type ClockReading, MAX_MINUTES, MAX_PROMPT_MS, MAX_QUEUE } from './timing';

/** The server is not believed: a duration or patience that is no number would never end (SEC-C6, SEC-C10). */
const isAskable = ({ capability, minutes, patienceMs }: AccessRequest): boolean =>
  Object.hasOwn(NEEDS, capability) &&
  Number.isFinite(patienceMs) &&
  (minutes === null || (Number.isInteger(minutes) && minutes >= 1));

/** Puts a CSR's question before the customer, or says no at once when nobody could be asked (SEC-C6). */
export const askCustomer = (ledger: Ledger, request: AccessRequest, now: ClockReading): Step =>
  chain(
    tick(ledger, now),
    (before) => {
      // The same question twice is one question, also when it was answered long ago.
      if (before.asked.includes(request.requestId)) return stay(before);
      const at = { ...before, asked: [...before.asked, request.requestId] };
      const no = (reason: Parameters<typeof deny>[2]): Step => deny(at, request.requestId, reason);
      if (at.over) return no('session-ended');
      if (!isAskable(request)) return no('timeout');
      if (at.display !== 'ok') return no(at.display === 'none' ? 'no-display' : 'locked');
      const missing = NEEDS[request.capability].filter((need) => !ledgerGrant(at, request.csrId, need));
      const covers = [...missing, request.capability];
      if (!covers.every((capability) => at.can.includes(capability))) return no('no-display');
      if (at.queue.length >= MAX_QUEUE) return no('timeout');
      const patience = Math.min(Math.max(request.patienceMs, 0), MAX_PROMPT_MS);
      const prompt = { request, covers, deadline: at.clock.mono + patience };
      return stay({ ...at, queue: [...at.queue, prompt] });
    },
    (queued) => tick(queued, now),
  );

/** What the customer answered in the device's own window, and what the grants will be called. */
export interface Answer {
  readonly requestId: string;
  readonly allow: boolean;
  /** The duration that stood on the screen; never longer than what was asked. */
  readonly minutes: number | null;
  /** The exact words on the screen, and their SHA-256 in hex. */
  readonly words: string;
  readonly wordsHash: string;
  /** Fresh ids and nonces, one for each capability that the question covered. */
  readonly stamps: readonly { readonly grantId: string; readonly nonce: string }[];
}

const shorter = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const give =
  (capability: Capability, index: number, answer: Answer, request: AccessRequest, underControl: boolean) =>
  (ledger: Ledger): Step => {
    const link = ledger.links[request.csrId];
    const stamp = answer.stamps[index];
    if (!link || !stamp) return stay(ledger);
    const { mono, wall } = ledger.clock;
    // The window offers only what was asked; this holds also if it did not.
    const minutes = shorter(shorter(answer.minutes, request.minutes), MAX_MINUTES[request.capability]);
    const until = minutes === null ? null : wall + minutes * 60_000;
    const grant: LedgerGrant = {
      id: stamp.grantId,
      requestId: request.requestId,
      capability,
      csrId: request.csrId,
      csrName: request.csrName,
      guestOf: request.guestOf,
      csrKey: link.key,
      since: wall,
      until,
      endsAt: minutes === null ? null : mono + minutes * 60_000,
      last: { epoch: link.epoch, seq: 0 },
      heardAt: mono,
      active: false,
    };
    const signed = { capability, csrId: request.csrId, until, logged: false, endedAt: null };
    return {
      ledger: {
        ...ledger,
        grants: { ...ledger.grants, [grant.id]: grant },
        signed: { ...ledger.signed, [grant.id]: signed },
        controlled: ledger.controlled || capability === 'input.control',
      },
      facts: [
        {
          type: 'grant.given',
          data: {
            grantId: grant.id,
            requestId: request.requestId,
            deviceId: ledger.deviceId,
            capability,
            csrId: request.csrId,
            csrKey: link.key,
            fingerprints: link.fingerprints,
            until,
            wordsHash: answer.wordsHash,
            words: answer.words,
            nonce: stamp.nonce,
            ...(underControl ? { underControl } : {}),
          },
        },
      ],
      release: false,
    };
  };

/** A new yes takes the place of what it covers: the same grant given before, and another person's control. */
const isReplaced = (grant: LedgerGrant, covers: readonly Capability[], csrId: string): boolean =>
  covers.includes(grant.capability) && (grant.csrId === csrId || grant.capability === 'input.control');

/** The customer's answer. Counts only for the question that is on the screen now; anything else changes nothing. */
export const answerPrompt = (ledger: Ledger, answer: Answer, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => {
    const prompt = openPrompt(at);
    if (!prompt || prompt.request.requestId !== answer.requestId) return stay(at);
    const { request, covers } = prompt;
    const closed = closePrompt(at);
    if (!answer.allow) return deny(closed, request.requestId, 'customer');
    if (at.links[request.csrId]?.lostAt !== null) return deny(closed, request.requestId, 'link');
    // What the question built on may have ended while it stood; more than it said cannot be given.
    if (
      !NEEDS[request.capability].every(
        (need) => covers.includes(need) || ledgerGrant(at, request.csrId, need),
      )
    )
      return deny(closed, request.requestId, 'withdrawn');
    return chain(
      endGrants(closed, (grant) => isReplaced(grant, covers, request.csrId), 'replaced', covers),
      ...covers.map((capability, index) => give(capability, index, answer, request, at.controlled)),
      // A question that waits for what is given now would ask twice.
      (given) =>
        denyPrompts(
          given,
          (p) => p.request.csrId === request.csrId && covers.includes(p.request.capability),
          'withdrawn',
        ),
    );
  });

/** The CSR took a question back. */
export const withdrawPrompt = (ledger: Ledger, requestId: string, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => denyPrompts(at, (p) => p.request.requestId === requestId, 'withdrawn'));
