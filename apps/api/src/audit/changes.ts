import type { AuditAction, AuditFacts } from '@relevo/contracts';

/** What differs between two sets of facts, as it was and as it is. */
export const changesOf = <Facts extends AuditFacts>(
  before: Facts,
  after: Facts,
): { before: AuditFacts; after: AuditFacts } => {
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  const pick = (facts: Facts) => Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
  return { before: pick(before), after: pick(after) };
};

/** What a change of something that can be archived is called. */
export const named = (
  kind: 'sessionType' | 'trackingCode' | 'queue' | 'team',
  before: { archived: boolean },
  after: { archived: boolean },
): AuditAction => {
  if (before.archived === after.archived) return `${kind}.changed`;
  return after.archived ? `${kind}.archived` : `${kind}.restored`;
};
