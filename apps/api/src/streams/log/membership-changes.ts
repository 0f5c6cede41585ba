import { openRings, type SessionState } from '@relevo/domain';

const present = (state: SessionState): Set<string> =>
  new Set(
    state.phase === 'ended'
      ? []
      : Object.values(state.participants)
          .filter((p) => p.accountId !== undefined && p.status === 'joined')
          .map((p) => p.accountId as string),
  );

const asked = (state: SessionState): Set<string> =>
  new Set(openRings(state).flatMap(({ csr }) => csr?.accountId ?? []));

/** Accounts for which a step made a session appear among theirs, or vanish, or that are asked in, or not any more. */
export const membershipChanges = (before: SessionState, after: SessionState): string[] => {
  const same = before.participants === after.participants && before.invites === after.invites;
  if (same && before.phase === after.phase) return [];
  const changes = [
    [present(before), present(after)],
    [asked(before), asked(after)],
  ] as const;
  return [
    ...new Set(
      changes.flatMap(([was, is]) =>
        [...was, ...is].filter((account) => was.has(account) !== is.has(account)),
      ),
    ),
  ];
};
