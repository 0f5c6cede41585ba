import type { ConversationEvent } from '../conversation/conversation';
import type { SessionEvent } from '../session/events';
import type { SessionState } from '../session/state';
import { type CommonEventData, type HiddenEvent, isHidden, type NewEvent } from './event';
import { isAboutWhomItWasFor, nobodyHelped, unusedInvites } from './expected';
import { invitesOf } from './person';
import { versionOf } from './versions';

/** Most places that one erasure names. */
export const MOST_ERASED = 10_000;

/**
 * The word in a stream that bodies went, appended with their going.
 * @param participantId whose; null = everybody's, by the site's retention, or theirs who were expected and did not come
 */
export const erased = (
  participantId: string | null,
  seqs: readonly number[],
  now: number,
): NewEvent<'body.erased', CommonEventData['body.erased']> => ({
  type: 'body.erased',
  version: versionOf('body.erased'),
  actor: { kind: 'system' },
  at: now,
  data: { participantId, seqs },
});

/** Events of a session that hold names of customers, addresses, or what people wrote. */
const SAID: ReadonlySet<SessionEvent['type']> = new Set([
  'customer.expected',
  'participant.arrived',
  'invite.sending',
  'control.explained',
  'note.saved',
  'survey.answered',
]);

/** Somebody from outside, who has no account that could be erased. */
const namesExpert = (event: SessionEvent | ConversationEvent): boolean =>
  (event.type === 'csr.joined' && event.data.expert !== undefined) ||
  (event.type === 'invite.created' && event.data.csr?.expert !== undefined);

/**
 * Places of a session's log, or of its chat, that go when the site keeps them no longer: names, addresses, and all that anybody wrote. What
 * happened and when stays, and so does what devices signed: it is the proof of what was allowed.
 */
export const saidIn = (events: readonly (SessionEvent | ConversationEvent | HiddenEvent)[]): number[] =>
  events
    .filter(
      (e) =>
        !isHidden(e) &&
        (e.type === 'message.posted' || SAID.has(e.type as SessionEvent['type']) || namesExpert(e)),
    )
    .map(({ seq }) => seq);

/** Sessions that ended before this moment, ms since the epoch, are kept no longer; null = all are kept. @param days 0 = for ever */
export const keptSince = (days: number, now: number): number | null =>
  days === 0 ? null : now - days * 86_400_000;

/** Whether what happened last at this moment, ms since the epoch, is kept no longer. */
export const isKeptNoLonger = (lastAt: number, days: number, now: number): boolean => {
  const since = keptSince(days, now);
  return since !== null && lastAt < since;
};

/** Whether a change of how long sessions are kept may erase some that were kept until now. */
export const keepsLess = (before: number, after: number): boolean =>
  after > 0 && (before === 0 || after < before);

/** What this person wrote in a conversation, in order; without what is gone already. */
export const writtenBy = (
  events: readonly (ConversationEvent | HiddenEvent)[],
  participantId: string,
): Extract<ConversationEvent, { type: 'message.posted' }>[] =>
  events.filter(
    (e): e is Extract<ConversationEvent, { type: 'message.posted' }> =>
      !isHidden(e) && e.type === 'message.posted' && e.data.authorId === participantId,
  );

/**
 * Places of a session that hold this customer's name, whom its CSR expected (nobody knows whether it is them), what they said at
 * its end, the address that got the link with which they came, or, when nobody else was helped in it, the notes and the addresses by
 * which nobody came; of an expert from outside, their coming and the link that was made for them. Only of a session
 * that is over: until then the name decides who is who. What their devices signed stays: it is the proof of what they allowed.
 */
export const namingsOf = (
  session: SessionState,
  events: readonly (SessionEvent | HiddenEvent)[],
  participantId: string,
): number[] => {
  if (session.phase !== 'ended') return [];
  const invites = invitesOf(session, participantId);
  if (session.participants[participantId]?.expert)
    return events
      .filter(
        (e) =>
          !isHidden(e) &&
          namesExpert(e) &&
          (e.type === 'csr.joined'
            ? e.data.participantId === participantId
            : e.type === 'invite.created' && invites.has(e.data.inviteId)),
      )
      .map(({ seq }) => seq);
  const alone = nobodyHelped(session, participantId);
  const theirs = alone ? new Set([...invites, ...unusedInvites(session)]) : invites;
  return events
    .filter(
      (e) =>
        !isHidden(e) &&
        (isAboutWhomItWasFor(e, alone, theirs) ||
          ((e.type === 'participant.arrived' || e.type === 'survey.answered') &&
            e.data.participantId === participantId)),
    )
    .map(({ seq }) => seq);
};
