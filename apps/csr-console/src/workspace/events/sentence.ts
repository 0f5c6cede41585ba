import {
  type Actor,
  type Capability,
  type ExpertRight,
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

/** What an expert from outside may do, in words. */
const rightsOf = (rights: readonly ExpertRight[]): Put => ({
  texts: {
    screen: rights.includes('input.control')
      ? 'event.right.control'
      : rights.includes('screen.view')
        ? 'event.right.view'
        : 'event.right.chat',
    notes: rights.includes('notes') ? 'event.right.notes' : 'event.right.noNotes',
  },
});

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
  const addressOf = ({ inviteId, deliveryId }: { inviteId: string; deliveryId: string }): Put => {
    const delivery = session.invites[inviteId]?.deliveries?.find(({ id }) => id === deliveryId);
    return delivery ? { values: { to: delivery.to } } : { texts: { to: 'event.someAddress' } };
  };

  switch (event.type) {
    case 'session.prepared':
      return line(`event.prepared.${by}`, actorName);
    case 'session.started':
      return line(`event.started.${by}`, actorName);
    case 'session.ended':
      if (event.data.reason === 'reported') return line('event.ended.reported');
      return event.actor.kind === 'system'
        ? line('event.ended.server')
        : line(`event.ended.${by}`, actorName);
    case 'session.parked':
      return event.data.cause
        ? line(`event.parked.${event.data.cause}`)
        : line(`event.parked.${by}`, actorName);
    case 'session.idleWarned':
      return line('event.idleWarned');
    case 'session.kept':
      return event.actor.kind === 'system'
        ? line('event.kept.server', minor)
        : line(`event.kept.${by}`, actorName);
    case 'session.resumed':
      return line(`event.resumed.${by}`, actorName);
    case 'session.reported':
      return line('event.reported');
    case 'invite.created': {
      const { csr } = event.data;
      if (!csr) return line(`event.inviteCreated.${by}`, actorName);
      if (csr.expert) return line(`event.expertAsked.${by}`, merge(actorName, rightsOf(csr.expert)));
      return csr.accountId === null
        ? line(`event.colleagueLink.${by}`, actorName)
        : line(`event.colleagueAsked.${by}`, merge(actorName, { values: { colleague: csr.name } }));
    }
    case 'invite.declined': {
      const colleague = session.invites[event.data.inviteId]?.csr?.name;
      return line('event.inviteDeclined', colleague ? { values: { colleague } } : as('colleague', undefined));
    }
    case 'invite.revoked':
      return line(`event.inviteRevoked.${by}`, actorName);
    case 'invite.used':
      return line('event.inviteUsed', merge(nameOf(event.data.participantId), minor));
    case 'invite.sending': {
      const { channel, to } = event.data;
      return line(`event.inviteSending.${channel}.${by}`, merge(actorName, { values: { to } }));
    }
    case 'invite.sent':
      return line('event.inviteSent', merge(addressOf(event.data), minor));
    case 'invite.sendingFailed':
      return line('event.inviteSendingFailed', addressOf(event.data));
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
      // Somebody else did it: they were sent out.
      if (participantOf(event.actor) !== event.data.participantId && event.actor.kind === 'participant')
        return line(
          `event.sentOut.${by}`,
          merge(nameOf(event.data.participantId), as('by', participantOf(event.actor))),
        );
      return line('event.left', nameOf(event.data.participantId));
    case 'participant.promoted':
      return line('event.promoted', nameOf(event.data.participantId));
    case 'csr.joined': {
      const { name, supervisor, expert } = event.data;
      if (expert)
        return line(
          'event.csrJoined.expert',
          merge(as('by', expert.by), rightsOf(expert.rights), {
            values: { name: shortName(session, name) },
          }),
        );
      return line(`event.csrJoined.${supervisor ? 'supervisor' : 'colleague'}`, {
        values: { name: shortName(session, name) },
      });
    }
    case 'control.transferred': {
      const { from, to, how } = event.data;
      const key = how === 'takeover' ? 'event.takenOver' : 'event.transferred';
      return line(`${key}.${to === me ? 'you' : 'other'}`, merge(as('from', from), as('to', to)));
    }
    case 'control.explained':
      return line('event.explained', { values: { reason: event.data.reason } });
    case 'session.labelled': {
      const { sessionType, trackingCode, by: key } = event.data;
      const what = [sessionType?.name, trackingCode?.code].filter((part) => part !== undefined).join(' · ');
      if (key !== null)
        return line(what === '' ? 'event.startedByKey' : 'event.startedByKey.as', { values: { key, what } });
      if (what === '') return line(`event.labelled.none.${by}`, actorName);
      return line(`event.labelled.${by}`, merge(actorName, { values: { what } }));
    }
    case 'customer.expected': {
      const who = event.data.name;
      if (who === '') return line('event.expected.nobody', minor);
      return line(`event.expected.${by}`, merge(actorName, minor, { values: { who } }));
    }
    case 'note.saved':
      return line(`event.noteSaved.${by}`, merge(actorName, minor));
    case 'survey.answered': {
      const { participantId, score, text } = event.data;
      const key = text === '' ? 'event.survey.score' : 'event.survey.text';
      return line(key, merge(nameOf(participantId), { values: text === '' ? { score } : { score, text } }));
    }
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
        event.actor.kind === 'system' ? 'event.withdrawn.server' : `event.withdrawn.${by}`,
        merge(as('by', participantOf(event.actor)), { texts: { what: `what.${capability}` } }),
      );
    }
    case 'grant.stopAsked':
      if (event.data.cause)
        return line(`event.stopAsked.${event.data.cause}`, {
          texts: { thing: `thing.${capabilityOfGrant(event.data.grantId)}` },
        });
      return line(
        event.actor.kind === 'system' ? 'event.stopAsked.server' : `event.stopAsked.${by}`,
        merge(as('by', participantOf(event.actor)), {
          texts: { thing: `thing.${capabilityOfGrant(event.data.grantId)}` },
        }),
      );
    case 'grant.given': {
      const { capability, csrId, deviceId, until, underControl } = event.data;
      if (underControl)
        return line(
          'event.given.underControl',
          merge(ownerOfDevice(deviceId), as('to', csrId), { texts: { what: `what.${capability}` } }),
        );
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
    case 'body.erased':
      return event.data.participantId === null
        ? line('event.forgotten')
        : line('event.erased', nameOf(event.data.participantId));
    case 'safety.confirmed':
      return line('event.safetyConfirmed', ownerOfDevice(event.data.deviceId));
    case 'safety.denied':
      return line('event.safetyDenied', ownerOfDevice(event.data.deviceId));
    case 'safety.csrConfirmed':
      return line(`event.safetyCsrConfirmed.${by}`, as('by', participantOf(event.actor)));
    case 'safety.csrDenied':
      return line(`event.safetyCsrDenied.${by}`, as('by', participantOf(event.actor)));
    case 'device.alarm':
      return line(
        `event.alarm.${event.data.kind}`,
        merge(ownerOfDevice(event.data.deviceId), { values: { count: event.data.count } }),
      );
  }
};
