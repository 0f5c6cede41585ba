import type { SessionEvent } from '../session/events';
import type { SessionState } from '../session/state';
import { type HiddenEvent, isHidden } from './event';

/** Links for customers by which nobody came. Where they were sent is about whoever was expected. */
export const unusedInvites = (session: SessionState): ReadonlySet<string> =>
  new Set(
    Object.values(session.invites)
      .filter(({ csr, usedBy }) => csr === undefined && usedBy === undefined)
      .map(({ id }) => id),
  );

/** Whether no customer was ever let in, besides this one. */
export const nobodyHelped = (session: SessionState, besides?: string): boolean =>
  Object.values(session.participants).every(
    ({ id, kind, joinedSeq }) => kind === 'csr' || id === besides || joinedSeq === undefined,
  );

/**
 * Whether an event names the customer for whom a session was, by whatever name, where their links were sent, or, when nobody else was
 * helped in it, is what CSRs noted of them.
 */
export const isAboutWhomItWasFor = (
  event: SessionEvent,
  alone: boolean,
  theirInvites: ReadonlySet<string>,
): boolean =>
  event.type === 'customer.expected' ||
  (alone && event.type === 'note.saved') ||
  (event.type === 'invite.sending' && theirInvites.has(event.data.inviteId));

/** Names of customers whom the CSRs of a session expected, as far as the log still has them; the newest last. */
export const expectedNames = (events: readonly (SessionEvent | HiddenEvent)[]): string[] => [
  ...new Set(
    events.flatMap((e) =>
      !isHidden(e) && e.type === 'customer.expected' && e.data.name !== '' ? [e.data.name] : [],
    ),
  ),
];

/** What a session's log holds about a customer who was expected and did not come: the name, and what became of their links. */
export const eventsAboutExpected = (
  session: SessionState,
  events: readonly (SessionEvent | HiddenEvent)[],
): SessionEvent[] => {
  const unused = unusedInvites(session);
  return events.filter(
    (e): e is SessionEvent =>
      !isHidden(e) &&
      (e.type === 'customer.expected' ||
        ('inviteId' in e.data && e.data.inviteId !== null && unused.has(e.data.inviteId))),
  );
};

/**
 * Places of a session that go for a customer who was expected and did not come: the name, the addresses that got a link by which
 * nobody came, and the notes, if no customer was ever let in. Only of a session that is over, and in which somebody was expected.
 */
export const namingsOfExpected = (
  session: SessionState,
  events: readonly (SessionEvent | HiddenEvent)[],
): number[] => {
  if (session.phase !== 'ended' || expectedNames(events).length === 0) return [];
  const unused = unusedInvites(session);
  const alone = nobodyHelped(session);
  return events.filter((e) => !isHidden(e) && isAboutWhomItWasFor(e, alone, unused)).map(({ seq }) => seq);
};
