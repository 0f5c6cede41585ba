import type { SessionState } from '@relevo/domain';
import { ApiError } from '../../platform/errors/api-error';
import type { AccountPrincipal, Principal } from '../../platform/principal';
import type { LogService } from './log.service';
import type { StreamEntry } from './stream-entry';

/** The participant as whom somebody proven acts in a session; `undefined` = has no part in it. */
export const memberOf = (session: SessionState, who: Principal): string | undefined => {
  if (who.kind === 'device') {
    return who.sessionId === session.id && session.participants[who.participantId]
      ? who.participantId
      : undefined;
  }
  if (who.expertIn !== null && who.expertIn !== session.id) return undefined;
  return Object.values(session.participants).find((p) => p.kind === 'csr' && p.accountId === who.accountId)
    ?.id;
};

/**
 * A session, and the participant as whom a CSR acts in it.
 * @throws ApiError NOT_FOUND, also when they have no part in it
 */
export const sessionOfMember = async (
  log: LogService,
  who: AccountPrincipal,
  sessionId: string,
): Promise<{ session: StreamEntry; participantId: string }> => {
  const session = await log.cache.get(sessionId);
  const participantId = session && memberOf(session.state, who);
  if (!session || !participantId) throw new ApiError('NOT_FOUND');
  return { session, participantId };
};

/** A session as it is now, also when another node changed it a moment ago. @throws ApiError NOT_FOUND */
export const currentSession = async (log: LogService, sessionId: string): Promise<StreamEntry> => {
  const session = await log.cache.get(sessionId);
  if (session?.kind !== 'session') throw new ApiError('NOT_FOUND');
  await log.catchUp(session);
  return session;
};
