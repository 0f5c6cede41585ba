import type { SessionSnapshot } from '@relevo/client';

/** Whether somebody in the session has a line to the server now, by its last word. */
export const isReachable = (
  { presence }: Pick<SessionSnapshot, 'presence'>,
  participantId: string,
): boolean => presence.some((end) => end.participantId === participantId);
