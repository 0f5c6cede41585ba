import type { SessionSnapshot } from '@relevo/client';
import {
  type Capability,
  joinedCustomers,
  liveGrants,
  ownerOf,
  pendingRequests,
  primaryOf,
  waiting,
} from '@relevo/domain';
import { customerOf } from '../../session/customer';

/** What the stage says while it shows no picture: the situation, which decides the words and the next step. */
export type StageState =
  | { readonly name: 'loading' | 'invite' | 'prepared' }
  | { readonly name: 'parked'; readonly owner: string; readonly mine: boolean; readonly idle: boolean }
  | { readonly name: 'door'; readonly count: number; readonly first: string }
  | { readonly name: 'gone' | 'ask' | 'picture' | 'lost'; readonly customer: string }
  /** No device of theirs can show a screen; the agent on a computer could. */
  | { readonly name: 'agent'; readonly customer: string; readonly asked: boolean }
  | { readonly name: 'assists'; readonly customer: string; readonly owner: string }
  | { readonly name: 'waits'; readonly customer: string; readonly capability: Capability }
  | { readonly name: 'ended'; readonly reported: boolean; readonly lasted: number };

/** The situation now. */
export const stageStateOf = (
  { status, session, me }: SessionSnapshot,
  linkLost: boolean,
  now: number,
): StageState => {
  if (session.phase === 'ended') {
    const lasted = (session.endedAt ?? now) - (session.startedAt ?? now);
    return { name: 'ended', reported: session.endReason === 'reported', lasted };
  }
  if (session.phase === 'none') return { name: status === 'loading' ? 'loading' : 'prepared' };
  if (session.phase === 'prepared') return { name: 'prepared' };
  if (session.phase === 'parked')
    return {
      name: 'parked',
      owner: ownerOf(session)?.name ?? '',
      mine: me?.role === 'owner',
      idle: session.parkedBecause === 'idle',
    };
  const customer = primaryOf(session);
  const atDoor = waiting(session);
  if (!customer && atDoor[0]) return { name: 'door', count: atDoor.length, first: atDoor[0].name };
  if (!customer || joinedCustomers(session).length === 0) {
    const last = customerOf(session);
    return last ? { name: 'gone', customer: last.name } : { name: 'invite' };
  }
  const { name } = customer;
  const request = pendingRequests(session, now).find((asked) => asked.csrId === me?.id);
  if (request) return { name: 'waits', customer: name, capability: request.capability };
  const seen = liveGrants(session, now).some((grant) => grant.csrId === me?.id);
  if (seen) return { name: linkLost ? 'lost' : 'picture', customer: name };
  // Who helps sees what the owner sees, once the customer has shown it.
  if (me?.role === 'assistant')
    return { name: 'assists', customer: name, owner: ownerOf(session)?.name ?? '' };
  const devices = Object.values(session.devices).filter(
    (device) => device.participantId === customer.id && device.attached,
  );
  if (devices.some((device) => device.can.includes('screen.view'))) return { name: 'ask', customer: name };
  return { name: 'agent', customer: name, asked: session.agentSuggestedAt !== undefined };
};
