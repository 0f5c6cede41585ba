import type { SessionState } from '@relevo/domain';

const present = (state: SessionState): Set<string> =>
  new Set(
    state.phase === 'ended'
      ? []
      : Object.values(state.participants)
          .filter((p) => p.accountId !== undefined && p.status === 'joined')
          .map((p) => p.accountId as string),
  );

/** Accounts for which a step made a session appear among theirs, or vanish. */
export const membershipChanges = (before: SessionState, after: SessionState): string[] => {
  if (before.participants === after.participants && before.phase === after.phase) return [];
  const [was, is] = [present(before), present(after)];
  return [...new Set([...was, ...is])].filter((account) => was.has(account) !== is.has(account));
};
