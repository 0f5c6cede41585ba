import type { SessionState } from '@relevo/domain';
import type { Principal } from '../../platform/principal';

/** The participant as whom somebody proven acts in a session; `undefined` = has no part in it. */
export const memberOf = (session: SessionState, who: Principal): string | undefined => {
  if (who.kind === 'device') {
    return who.sessionId === session.id && session.participants[who.participantId]
      ? who.participantId
      : undefined;
  }
  return Object.values(session.participants).find((p) => p.kind === 'csr' && p.accountId === who.accountId)
    ?.id;
};
