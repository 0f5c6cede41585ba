import { type Participant, primaryOf, type SessionState, waiting } from '@relevo/domain';

/** Whom a session is about: the primary customer, else who waits, else who was there last. */
export const customerOf = (session: SessionState): Participant | undefined =>
  primaryOf(session) ??
  waiting(session)[0] ??
  Object.values(session.participants)
    .filter((p) => p.kind === 'customer' && p.joinedSeq !== undefined)
    .sort((a, b) => (b.joinedSeq ?? 0) - (a.joinedSeq ?? 0))[0];

/** What the customer is called, or is expected to be; undefined = nobody has said yet. */
export const customerName = (session: SessionState): string | undefined =>
  customerOf(session)?.name ?? (session.expectedCustomer || undefined);
