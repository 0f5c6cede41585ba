import { denyPrompts, endGrants } from './endings';
import type { Ledger, LedgerLink, Step } from './ledger';
import { chain, letGo, raise, stay } from './step';
import { tick } from './tick';
import type { ClockReading } from './timing';

/** A link is up and its far end proved a key. Another key than before is an alarm and ends what that CSR held. */
export const linkUp = (
  ledger: Ledger,
  csrId: string,
  link: Omit<LedgerLink, 'lostAt'>,
  now: ClockReading,
): Step =>
  chain(
    tick(ledger, now),
    (at) => {
      const known = at.links[csrId];
      const changed =
        Object.values(at.grants).some((g) => g.csrId === csrId && g.csrKey !== link.key) ||
        // Within one link the certificates stay what they are.
        (known?.epoch === link.epoch &&
          (known.fingerprints.csr !== link.fingerprints.csr ||
            known.fingerprints.device !== link.fingerprints.device));
      return changed ? endGrants(raise(at, 'wrong-key'), (g) => g.csrId === csrId, 'key-changed') : stay(at);
    },
    (at) => {
      // A late word of an older link must not bring it back.
      const known = at.links[csrId];
      if (known && link.epoch < known.epoch) return stay(at);
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

/** Somebody spoke for a CSR who could not prove to be that CSR, or sits between: an alarm, and what they held is over. */
export const linkAlarm = (ledger: Ledger, csrId: string, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) =>
    endGrants(raise(at, 'wrong-key'), (grant) => grant.csrId === csrId, 'key-changed'),
  );

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
