import { joined, ownerOf, worksHere } from '../session/selectors';
import type { Participant, SessionState } from '../session/state';
import type { RefusalCode } from '../shared/refusal';

/** Whom a line is for: everyone, CSRs who work here (also those who come later), or the participants that were chosen. */
export type Audience = 'everyone' | 'csrs' | readonly string[];

/** Most participants that a line names. */
export const MAX_RECIPIENTS = 50;

/** What tells who reads a line. */
export interface Addressed {
  readonly authorId: string;
  readonly to: Audience;
  /** Who was in the session when it was said. */
  readonly present: readonly string[];
}

/** The audience as it is kept: each recipient once, in an order that says nothing, never its author. */
export const tidied = (to: Audience, authorId: string): Audience =>
  typeof to === 'string' ? to : [...new Set(to)].filter((id) => id !== authorId).sort();

/** To whom somebody can write without naming anybody. An expert could not read what is said among all CSRs. */
export const commonAudiences = (session: SessionState, authorId: string): ('everyone' | 'csrs')[] =>
  session.participants[authorId]?.expert ? ['everyone'] : ['everyone', 'csrs'];

/**
 * Why somebody may not write to these. Customers write to everyone, to all CSRs or to CSRs by name, never to another customer behind
 * the others' backs (W15). An expert from outside writes to customers only what the owner reads too (W39).
 */
export const audienceRefusal = (
  session: SessionState,
  authorId: string,
  to: Audience,
): RefusalCode | null => {
  const author = session.participants[authorId];
  if (typeof to === 'string')
    return commonAudiences(session, authorId).includes(to) ? null : 'EXPERT_RECIPIENTS';
  const named = tidied(to, authorId) as readonly string[];
  if (named.length === 0) return 'RECIPIENTS_MISSING';
  const here = new Map(joined(session).map((person) => [person.id, person]));
  if (!named.every((id) => here.has(id))) return 'RECIPIENT_UNKNOWN';
  const toCustomer = named.some((id) => here.get(id)?.kind === 'customer');
  if (author?.expert && toCustomer && !named.includes(ownerOf(session)?.id ?? '')) return 'EXPERT_RECIPIENTS';
  return author?.kind === 'customer' && toCustomer ? 'RECIPIENT_NOT_ALLOWED' : null;
};

/** Whether a line of this author is for this participant too, wherever they were then. */
export const isAddressed = (
  { authorId, to }: Pick<Addressed, 'authorId' | 'to'>,
  reader: Pick<Participant, 'id' | 'kind' | 'expert'>,
): boolean => {
  if (reader.id === authorId || to === 'everyone') return true;
  // Colleagues must not have to think of guests when they write to all CSRs.
  return to === 'csrs' ? worksHere(reader) : to.includes(reader.id);
};

/** Those other than its author for whom a line was when it was said. Who came later and may read it is not among them. */
export const recipientsOf = (session: SessionState, line: Addressed): Participant[] =>
  line.present
    .filter((id) => id !== line.authorId)
    .flatMap((id) => session.participants[id] ?? [])
    .filter((person) => isAddressed(line, person));

/**
 * A name for the circle of those who may read a line: whoever may read one line of a circle may read every other that was said in
 * their presence. What is told of how far somebody read is told by circle.
 */
export const circleOf = (
  session: SessionState,
  { authorId, to }: Pick<Addressed, 'authorId' | 'to'>,
): string => {
  if (to === 'everyone') return to;
  if (to === 'csrs') return worksHere(session.participants[authorId]) ? to : `csrs ${authorId}`;
  return [...new Set([authorId, ...to])].sort().join(' ');
};

/** Those of the session now who would read a line for `next` but not one for `before`: what was written for few may not be for them. */
export const newReaders = (
  session: SessionState,
  authorId: string,
  before: Audience,
  next: Audience,
): Participant[] =>
  joined(session).filter(
    (person) => isAddressed({ authorId, to: next }, person) && !isAddressed({ authorId, to: before }, person),
  );

/** Whom somebody may name: everybody else in the session, of the CSRs only for a customer. */
export const namable = (session: SessionState, authorId: string): Participant[] => {
  const asCustomer = session.participants[authorId]?.kind === 'customer';
  return joined(session).filter(({ id, kind }) => id !== authorId && (kind === 'csr' || !asCustomer));
};
