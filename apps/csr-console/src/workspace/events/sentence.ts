import {
  type Actor,
  type Capability,
  participantOf,
  type SessionEvent,
  type SessionState,
} from '@relevo/domain';
import type { Catalogue } from '@relevo/i18n';
import { firstName } from '@relevo/ui/initials';

export type ConsoleKey = keyof Catalogue['console'];

/** An event as a line for people: which text, what goes in, and which of what goes in is a text itself. */
export interface Sentence {
  readonly key: ConsoleKey;
  readonly values: Readonly<Record<string, string | number>>;
  readonly texts: Readonly<Record<string, ConsoleKey>>;
  /** Of interest for the whole list, too small for the line of what just happened. */
  readonly minor: boolean;
}

type Put = { values?: Sentence['values']; texts?: Sentence['texts']; minor?: boolean };

const line = (key: ConsoleKey, put: Put = {}): Sentence => ({
  key,
  values: put.values ?? {},
  texts: put.texts ?? {},
  minor: put.minor ?? false,
});

/** What a reader needs besides the event: the session as it is now, and who reads. */
export interface SentenceContext {
  readonly session: SessionState;
  readonly me: string;
}

const minutesOf = (from: number | undefined, until: number | null): number | null =>
  from === undefined || until === null ? null : Math.max(1, Math.round((until - from) / 60_000));

/** The first name, as long as nobody else here has the same. */
const shortName = (session: SessionState, name: string): string => {
  const short = firstName(name);
  const same = Object.values(session.participants).filter((p) => firstName(p.name) === short);
  return same.length > 1 ? name : short;
};

/** The sentence of an event. Total: a new type of event does not compile without one. */
export const sentenceOf = (event: SessionEvent, { session, me }: SentenceContext): Sentence => {
  const nameOf = (id: string | undefined): Put =>
    id !== undefined && session.participants[id]
      ? { values: { name: shortName(session, session.participants[id].name) } }
      : { texts: { name: 'event.somebody' } };
  const as = (field: string, id: string | undefined): Put => {
    const found = nameOf(id);
    return found.values
      ? { values: { [field]: found.values.name as string } }
      : { texts: { [field]: 'event.somebody' } };
  };
  const actor = (by: Actor): 'you' | 'other' => (participantOf(by) === me ? 'you' : 'other');
  const by = actor(event.actor);
  const actorName = nameOf(participantOf(event.actor));
  const ownerOfDevice = (deviceId: string): Put => nameOf(session.devices[deviceId]?.participantId);
  const capabilityOfGrant = (id: string): Capability => session.grants[id]?.capability ?? 'screen.view';
  const merge = (...puts: Put[]): Put => ({
    values: puts.reduce<Sentence['values']>((all, put) => ({ ...all, ...put.values }), {}),
    texts: puts.reduce<Sentence['texts']>((all, put) => ({ ...all, ...put.texts }), {}),
    minor: puts.some((put) => put.minor),
  });
  const minor: Put = { minor: true };

  switch (event.type) {
    case 'session.prepared':
      return line(`event.prepared.${by}`, actorName);
    case 'session.started':
      return line(`event.started.${by}`, actorName);
    case 'session.ended':
      return event.data.reason === 'reported'
        ? line('event.ended.reported')
        : line(`event.ended.${by}`, actorName);
    case 'session.reported':
      return line('event.reported');
    case 'invite.created':
      return line(`event.inviteCreated.${by}`, actorName);
    case 'invite.revoked':
      return line(`event.inviteRevoked.${by}`, actorName);
    case 'invite.used':
      return line('event.inviteUsed', merge(nameOf(event.data.participantId), minor));
    case 'invite.refused':
      return line(`event.inviteRefused.${event.data.reason}`);
    case 'participant.arrived':
      return line('event.arrived', { values: { name: shortName(session, event.data.name) } });
    case 'participant.admitted':
      return line('event.admitted', nameOf(event.data.participantId));
    case 'participant.declined':
      return line(
        `event.declined.${by}`,
        merge(nameOf(event.data.participantId), as('by', participantOf(event.actor))),
      );
    case 'participant.left':
      return line('event.left', nameOf(event.data.participantId));
    case 'participant.promoted':
      return line('event.promoted', nameOf(event.data.participantId));
    case 'csr.keyPresented':
      return line(`event.keyPresented.${by}`, merge(actorName, minor));
    case 'agent.suggested':
      return line('event.agentSuggested', nameOf(event.data.participantId));
    case 'device.attached':
      return line(
        `event.attached.${event.data.kind}`,
        merge(nameOf(event.data.participantId), { minor: event.data.kind === 'page' }),
      );
    case 'device.detached': {
      const kind = session.devices[event.data.deviceId]?.kind ?? 'page';
      return line(`event.detached.${kind}.${event.data.reason}`, ownerOfDevice(event.data.deviceId));
    }
    case 'grant.requested': {
      const { capability, minutes } = event.data;
      return line(
        minutes === null ? `event.requested.${by}` : `event.requested.${by}Minutes`,
        merge(as('by', participantOf(event.actor)), {
          texts: { what: `what.${capability}` },
          values: minutes === null ? {} : { minutes },
        }),
      );
    }
    case 'grant.withdrawn': {
      const capability = session.requests[event.data.requestId]?.capability ?? 'screen.view';
      return line(
        `event.withdrawn.${by}`,
        merge(as('by', participantOf(event.actor)), { texts: { what: `what.${capability}` } }),
      );
    }
    case 'grant.stopAsked':
      return line(
        `event.stopAsked.${by}`,
        merge(as('by', participantOf(event.actor)), {
          texts: { thing: `thing.${capabilityOfGrant(event.data.grantId)}` },
        }),
      );
    case 'grant.given': {
      const { capability, csrId, deviceId, until } = event.data;
      const minutes = minutesOf(event.deviceAt, until);
      const who = csrId === me ? 'you' : 'other';
      return line(
        minutes === null ? `event.given.${who}` : `event.given.${who}Minutes`,
        merge(ownerOfDevice(deviceId), as('to', csrId), {
          texts: { what: `what.${capability}` },
          values: minutes === null ? {} : { minutes },
        }),
      );
    }
    case 'grant.denied': {
      const capability = session.requests[event.data.requestId]?.capability ?? 'screen.view';
      return line(
        `event.denied.${event.data.reason}`,
        merge(ownerOfDevice(event.data.deviceId), { texts: { what: `what.${capability}` } }),
      );
    }
    case 'grant.ended':
      return line(
        `event.grantEnded.${event.data.reason}`,
        merge(ownerOfDevice(event.data.deviceId), {
          texts: { thing: `thing.${capabilityOfGrant(event.data.grantId)}` },
        }),
      );
    case 'activity.started':
      return line(
        `event.activityStarted.${event.data.activity}`,
        merge(ownerOfDevice(event.data.deviceId), minor),
      );
    case 'activity.stopped':
      return line(
        `event.activityStopped.${event.data.activity}`,
        merge(ownerOfDevice(event.data.deviceId), minor),
      );
    case 'device.alarm':
      return line(
        `event.alarm.${event.data.kind}`,
        merge(ownerOfDevice(event.data.deviceId), { values: { count: event.data.count } }),
      );
  }
};
