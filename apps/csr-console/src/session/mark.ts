import type { SessionSnapshot } from '@relevo/client';
import { joinedCustomers, liveGrants, pendingRequests, waiting } from '@relevo/domain';
import { customerOf } from './customer';

/** What matters most about a session at a glance. */
export type SessionMark =
  | 'loading'
  | 'prepared'
  | 'parked'
  | 'idle'
  | 'ended'
  | 'waiting'
  | 'control'
  | 'view'
  | 'asked'
  | 'chat'
  | 'gone'
  | 'nobody';

/** The mark of a session now; somebody at the door comes before all that runs. */
export const markOf = ({ status, session, me }: SessionSnapshot, now: number): SessionMark => {
  if (status === 'loading' && session.phase === 'none') return 'loading';
  if (session.phase === 'ended') return 'ended';
  if (session.phase === 'parked') return 'parked';
  if (session.phase !== 'open') return 'prepared';
  if (waiting(session).length > 0) return 'waiting';
  if (session.idle) return 'idle';
  const mine = liveGrants(session, now).filter((grant) => grant.csrId === me?.id);
  if (mine.some((grant) => grant.capability === 'input.control')) return 'control';
  if (mine.length > 0) return 'view';
  if (pendingRequests(session, now).some((request) => request.csrId === me?.id)) return 'asked';
  if (joinedCustomers(session).length > 0) return 'chat';
  return customerOf(session) ? 'gone' : 'nobody';
};
