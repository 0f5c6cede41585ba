import type { Link } from '@relevo/client';
import {
  type Ledger,
  loggedWord,
  ownWord,
  type SafetyStanding,
  type SessionState,
  safetyStanding,
} from '@relevo/domain';
import type { Helper } from './helpers';

/** What this device knows of the link to one CSR. */
export interface CsrSafety {
  readonly csrId: string;
  /** Six digits to compare with them; null while there is no link. */
  readonly code: string | null;
  readonly standing: SafetyStanding;
  /** Somebody spoke in their name with another key. */
  readonly keyChanged: boolean;
}

/** The link that speaks for a CSR now. */
export const linkTo = (links: readonly Link<'device'>[], csrId: string): Link<'device'> | undefined =>
  links.findLast(({ far, state }) => far.participantId === csrId && state.name === 'ready');

/** How safe the link to each CSR of the session is, those who have gone too. */
export const safetyOfAll = (
  session: SessionState,
  ledger: Ledger,
  links: readonly Link<'device'>[],
  impostors: ReadonlySet<string>,
): CsrSafety[] =>
  Object.values(session.participants)
    .filter(({ kind }) => kind === 'csr')
    .map(({ id: csrId }) => ({
      csrId,
      code: linkTo(links, csrId)?.safetyCode ?? null,
      standing: safetyStanding(ownWord(ledger, csrId), loggedWord(session, ledger.deviceId, csrId, 'csr')),
      keyChanged: impostors.has(csrId),
    }));

/** The same for the person at this page, with what to call the CSR. */
export interface ShownSafety extends CsrSafety {
  readonly called: string;
  /** Whether the code is to be compared at this page. */
  readonly compares: boolean;
}

/**
 * Where the agent runs, the codes are compared in its window, and the log tells how far that has come; what this page
 * shows itself, it has to prove itself. Compared are those who hold or ask something, and the owner. Of the others only
 * what is wrong counts.
 */
export const safetyShown = (
  session: SessionState,
  safety: readonly CsrSafety[],
  helpers: readonly Helper[],
  pageId: string,
  machineId: string | undefined,
): ShownSafety[] =>
  safety.map((known) => {
    const helper = helpers.find(({ csrId }) => csrId === known.csrId);
    const concerns = [...(helper?.grants ?? []), ...(helper?.asks ?? [])];
    const here = machineId === undefined || concerns.some(({ deviceId }) => deviceId === pageId);
    const word = (end: 'device' | 'csr') => loggedWord(session, machineId ?? '', known.csrId, end);
    return {
      ...known,
      called: helper?.called ?? session.participants[known.csrId]?.name ?? '',
      compares: here && helper !== undefined,
      standing: here ? known.standing : safetyStanding(word('device'), word('csr')),
    };
  });
