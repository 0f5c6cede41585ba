import type { ConversationEventData } from '../conversation/conversation';
import type { SessionEventData } from '../session/events';
import type { NewEvent } from './event';

/** Turns the data of one version of an event into the next. Pure; given what some release wrote, so it may rely on its shape. */
export type Upcaster = (data: unknown) => unknown;

/** The next version only allows more: what was written before is right as it stands. The only step for what devices sign. */
export const widened: Upcaster = (data) => data;

export type EventType = keyof (SessionEventData & ConversationEventData);

/** How each type came to its shape of today, a step for each version after the first. Steps are added, never changed. */
export const UPCASTERS: Readonly<Record<EventType, readonly Upcaster[]>> = {
  'session.prepared': [],
  'session.started': [],
  'session.labelled': [],
  'customer.expected': [],
  'session.ended': [],
  // 2: by the server, with the cause.
  'session.parked': [widened],
  'session.idleWarned': [],
  'session.kept': [],
  'session.resumed': [],
  'session.reported': [],
  // 2: may be for an expert from outside.
  'invite.created': [widened],
  'invite.revoked': [],
  'invite.declined': [],
  'invite.used': [],
  'invite.refused': [],
  'invite.sending': [],
  'invite.sent': [],
  'invite.sendingFailed': [],
  'participant.arrived': [],
  'participant.admitted': [],
  'participant.declined': [],
  'participant.left': [],
  'participant.promoted': [],
  // 2: may be an expert from outside.
  'csr.joined': [widened],
  'control.transferred': [],
  'control.explained': [],
  'note.saved': [],
  'survey.answered': [],
  'csr.keyPresented': [],
  'agent.suggested': [],
  'device.attached': [],
  'device.detached': [],
  'grant.requested': [],
  'grant.withdrawn': [],
  // 2: also because the owner of the session sees it no more.
  'grant.stopAsked': [widened],
  'grant.given': [],
  'grant.denied': [],
  // 2: as `grant.stopAsked`.
  'grant.ended': [widened],
  'activity.started': [],
  'activity.stopped': [],
  'device.alarm': [],
  'conversation.opened': [],
  // 2: may be for all CSRs.
  'message.posted': [widened],
  // 2: may be of nobody in particular.
  'body.erased': [widened],
  'safety.confirmed': [],
  'safety.denied': [],
  'safety.csrConfirmed': [],
  'safety.csrDenied': [],
};

/** The version in which an event of this type is written now. */
export const versionOf = (type: EventType): number => UPCASTERS[type].length + 1;

const isKnown = (type: string): type is EventType => Object.hasOwn(UPCASTERS, type);

/**
 * Brings an event to the version of today.
 * @returns `unknown` for a type or version of another release: nobody guesses what it means
 */
export const upcast = <Event extends Pick<NewEvent, 'type' | 'version' | 'data'>>(
  event: Event,
): Event | 'unknown' => {
  const { type, version } = event;
  if (!isKnown(type) || !Number.isInteger(version) || version < 1 || version > versionOf(type))
    return 'unknown';
  const steps = UPCASTERS[type].slice(version - 1);
  if (steps.length === 0) return event;
  return { ...event, version: versionOf(type), data: steps.reduce((data, step) => step(data), event.data) };
};
