import {
  type Grant,
  type GrantRequest,
  guestOf,
  liveGrants,
  ownerOf,
  type Participant,
  pendingRequests,
  type SessionState,
} from '@relevo/domain';
import { firstName } from '@relevo/ui';

/** Somebody who helps, with what they hold and what they ask of one customer. */
export interface Helper {
  /** '' before the log has told who is responsible. */
  readonly csrId: string;
  readonly name: string;
  /** What sentences call them: the first name, and the whole name of guests and where two have the same. */
  readonly called: string;
  /** Whose guest somebody from outside is (W39). */
  readonly guestOf: string | undefined;
  readonly grants: readonly Grant[];
  readonly asks: readonly GrantRequest[];
}

/**
 * Who can do something on a customer's devices or asks to, each for themselves: the owner first, also while they hold
 * nothing. Without an owner in the log it is the one of that name.
 */
export const helpersOf = (session: SessionState, me: string, name: string, now: number): Helper[] => {
  const mine = ({ deviceId }: { deviceId: string }): boolean =>
    session.devices[deviceId]?.participantId === me;
  const grants = liveGrants(session, now).filter(mine);
  const asks = pendingRequests(session, now).filter(mine);
  const owner = ownerOf(session);
  const csrIds = new Set([owner?.id ?? '', ...[...grants, ...asks].map(({ csrId }) => csrId)]);
  const people = [...csrIds].map((id) => session.participants[id] ?? { id, name });
  return people.map((who) => ({
    csrId: who.id,
    name: who.name,
    called: calledAmong(people, who, session),
    guestOf: guestOf(session, who.id),
    grants: grants.filter(({ csrId }) => csrId === who.id),
    asks: asks.filter(({ csrId }) => csrId === who.id),
  }));
};

type Named = Pick<Participant, 'id' | 'name'>;

const calledAmong = (people: readonly Named[], who: Named, session: SessionState): string => {
  const first = firstName(who.name);
  const clear = people.every(({ id, name }) => id === who.id || firstName(name) !== first);
  return clear && guestOf(session, who.id) === undefined ? first : who.name;
};
