import type { SessionEvent } from '../session/events';
import type { SessionState } from '../session/state';
import { type HiddenEvent, isHidden } from './event';

/** The invites with which this person came. */
export const invitesOf = (session: SessionState, participantId: string): ReadonlySet<string> =>
  new Set(
    Object.values(session.invites)
      .filter(({ usedBy }) => usedBy === participantId)
      .map(({ id }) => id),
  );

/**
 * What a session's log holds about one customer, for whoever asks what is known of them: what they and their devices did, what was
 * done about them, and the addresses that got the link with which they came. Not the notes: those are what CSRs wrote for each other.
 */
export const eventsAbout = (
  session: SessionState,
  events: readonly (SessionEvent | HiddenEvent)[],
  participantId: string,
): SessionEvent[] => {
  const invites = invitesOf(session, participantId);
  const devices = new Set(
    Object.values(session.devices)
      .filter((device) => device.participantId === participantId)
      .map(({ id }) => id),
  );
  const isTheirs = ({ data }: SessionEvent): boolean =>
    ('participantId' in data && data.participantId === participantId) ||
    ('deviceId' in data && devices.has(data.deviceId)) ||
    ('inviteId' in data && data.inviteId !== null && invites.has(data.inviteId));
  return events.filter(
    (event): event is SessionEvent =>
      !isHidden(event) &&
      event.type !== 'body.erased' &&
      ((event.actor.kind === 'participant' && event.actor.participantId === participantId) ||
        isTheirs(event)),
  );
};
