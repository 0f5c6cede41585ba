import { denyPrompts, endGrants, heldPrompt } from './endings';
import type { Ledger, LedgerLink, Prompt, Step } from './ledger';
import { ownWord } from './safety';
import { chain, letGo, raise, stay } from './step';
import { tick } from './tick';
import type { ClockReading } from './timing';

const isOtherEnd = (known: LedgerLink, link: Omit<LedgerLink, 'lostAt'>): boolean =>
  known.fingerprints.csr !== link.fingerprints.csr || known.fingerprints.device !== link.fingerprints.device;

/** What the customer is asked is about the far end that asked: another key or certificate, and the answer is no. */
const denyForOthers =
  (csrId: string, link: Omit<LedgerLink, 'lostAt'>) =>
  (ledger: Ledger): Step => {
    const known = ledger.links[csrId];
    if (!known || link.epoch < known.epoch) return stay(ledger);
    const held = heldPrompt(ledger);
    const concerns = (prompt: Prompt): boolean =>
      prompt.request.csrId === csrId &&
      (known.key !== link.key || (prompt === held && isOtherEnd(known, link)));
    return denyPrompts(ledger, concerns, 'key-changed');
  };

/** Whether a CSR's link shows another key than they are known by here, or other certificates within one connection. */
const isChanged = (at: Ledger, csrId: string, link: Omit<LedgerLink, 'lostAt'>): boolean => {
  const known = at.links[csrId];
  // A grant's key is that of its link: another one ends the grant.
  const keys = [known?.key, at.safety[csrId]?.key];
  return (
    keys.some((key) => key !== undefined && key !== link.key) ||
    // Within one link the certificates stay what they are.
    (known?.epoch === link.epoch && isOtherEnd(known, link))
  );
};

/**
 * A link is up and its far end proved a key. Another key than before is an alarm and ends what that CSR held (SEC-C11).
 * Who was found to be somebody else gets no link at all.
 */
export const linkUp = (
  ledger: Ledger,
  csrId: string,
  link: Omit<LedgerLink, 'lostAt'>,
  now: ClockReading,
): Step =>
  chain(
    tick(ledger, now),
    (at) => {
      const changed = isChanged(at, csrId, link);
      return changed ? endGrants(raise(at, 'wrong-key'), (g) => g.csrId === csrId, 'key-changed') : stay(at);
    },
    denyForOthers(csrId, link),
    (at) => {
      // A late word of an older link must not bring it back.
      const known = at.links[csrId];
      if ((known && link.epoch < known.epoch) || ownWord(at, csrId) === false) return stay(at);
      return stay({ ...at, links: { ...at.links, [csrId]: { ...link, lostAt: null } } });
    },
    (at) => tick(at, now),
  );

/** The link to a CSR is gone. Held keys go at once; grants wait for it to come back (see `tick`). */
export const linkLost = (ledger: Ledger, csrId: string, epoch: number, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => {
    const link = at.links[csrId];
    if (!link || link.epoch !== epoch || link.lostAt !== null) return stay(at);
    return letGo({ ...at, links: { ...at.links, [csrId]: { ...link, lostAt: at.clock.mono } } });
  });

/** Somebody spoke for a CSR who could not prove to be that CSR, or sits between: an alarm, and what they hold or ask is over. */
export const linkAlarm = (ledger: Ledger, csrId: string, now: ClockReading): Step =>
  chain(
    tick(ledger, now),
    (at) => endGrants(raise(at, 'wrong-key'), (grant) => grant.csrId === csrId, 'key-changed'),
    (at) => denyPrompts(at, ({ request }) => request.csrId === csrId, 'key-changed'),
  );

/**
 * A console sent so much that its link was closed. What its CSR holds waits as after any lost link: a broken console
 * is no broken consent.
 */
export const linkFlooded = (ledger: Ledger, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => stay(raise(at, 'flood')));

/** The session is over, or this device left it: nothing is granted, nothing can be asked any more. */
export const endLedger = (
  ledger: Ledger,
  reason: 'session-ended' | 'device-stopped',
  now: ClockReading,
): Step =>
  chain(
    tick(ledger, now),
    (at) => endGrants(at, () => true, reason),
    (at) => denyPrompts(at, () => true, 'session-ended'),
    (at) => stay({ ...at, over: true }),
  );

/** Whether a question can be shown. When it cannot, those that wait are answered no. */
export const setDisplay = (ledger: Ledger, display: Ledger['display'], now: ClockReading): Step =>
  chain(tick(ledger, now), (at) =>
    display === 'ok'
      ? stay({ ...at, display })
      : denyPrompts({ ...at, display }, () => true, display === 'none' ? 'no-display' : 'locked'),
  );
