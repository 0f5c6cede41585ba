import type { SessionSnapshot } from '@relevo/client';

/** Chat lines of others that have not been on screen. `seen` = number of the last that was. */
export const unreadOf = (snapshot: SessionSnapshot, seen = 0): number =>
  snapshot.conversation.messages.filter(
    (message) => message.seq > seen && message.authorId !== snapshot.me?.id,
  ).length;
