import { denyPrompts, endGrants } from './endings';
import type { Ledger, Step } from './ledger';
import { chain, raise, stay, withFact } from './step';
import { tick } from './tick';
import type { ClockReading } from './timing';

/** Ends everything between this device and a CSR, and lets no link of theirs come up any more. */
const distrust = (ledger: Ledger, csrId: string): Step => {
  const { [csrId]: link, ...links } = ledger.links;
  const key = link?.key ?? ledger.safety[csrId]?.key ?? '';
  const safety = { ...ledger.safety, [csrId]: { key, matches: false } };
  return chain(
    endGrants(raise({ ...ledger, safety }, 'codes-differ'), (grant) => grant.csrId === csrId, 'safety'),
    (at) => denyPrompts(at, (prompt) => prompt.request.csrId === csrId, 'safety'),
    (at) => stay({ ...at, links }),
  );
};

/** What the person at this device said about the code of a CSR's key; undefined = nothing, or about another key (SEC-C11). */
export const ownWord = (ledger: Ledger, csrId: string): boolean | undefined => {
  const said = ledger.safety[csrId];
  if (said?.matches === false) return false;
  return said && said.key === ledger.links[csrId]?.key ? true : undefined;
};

/** The person at this device compared the codes. It counts for the key that the link proved, and is told to the log. */
export const answerSafety = (ledger: Ledger, csrId: string, matches: boolean, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => {
    const link = at.links[csrId];
    if (!link || at.over || ownWord(at, csrId) === matches) return stay(at);
    const { deviceId } = at;
    const data = { deviceId, csrId, csrKey: link.key, fingerprints: link.fingerprints };
    if (!matches)
      return chain(distrust(at, csrId), (rest) => withFact(rest, { type: 'safety.denied', data }));
    const safety = { ...at.safety, [csrId]: { key: link.key, matches } };
    return withFact({ ...at, safety }, { type: 'safety.confirmed', data });
  });

/** The CSR says that the codes differ: so it is over here too. */
export const codesDiffer = (ledger: Ledger, csrId: string, now: ClockReading): Step =>
  chain(tick(ledger, now), (at) => (ownWord(at, csrId) === false ? stay(at) : distrust(at, csrId)));

/** Takes up what this device remembers of an earlier page load: to which key of which CSR the person said yes or no. */
export const recallSafety = (ledger: Ledger, safety: Ledger['safety']): Ledger => ({
  ...ledger,
  safety: { ...safety, ...ledger.safety },
});
