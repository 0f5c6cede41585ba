import { type ConversationEvent, type SessionEvent, saidIn } from '@relevo/domain';
import { lockStream } from '../log/log.queries';
import type { LogService } from '../log/log.service';
import type { StreamEntry } from '../log/stream-entry';
import { inTransaction } from '../log/transaction';
import { eraseIn, forgetExpected, readAll } from './erase-person';

/**
 * Erases all names and words of a session that is over; what happened and when stays, and the log verifies. The same again, or
 * the rest after a process that died in between, is no harm.
 * @returns false when another node was faster, something was said meanwhile, or there is no such session
 */
export const forgetSession = async (log: LogService, sessionId: string, now: number): Promise<boolean> => {
  const session = await log.cache.get(sessionId);
  const conversation = session && (await log.cache.get(session.state.conversationId));
  if (!session || !conversation) return false;
  /** @returns up to where nothing is left */
  const eraseAll = async (entry: StreamEntry): Promise<number> => {
    let seen = 0;
    const places = async () => {
      seen = entry.seq;
      return saidIn(await readAll<SessionEvent | ConversationEvent>(log, entry.id));
    };
    while ((await eraseIn(log, { entry, participantId: null, places }, now)) > 0);
    return seen;
  };
  await eraseAll(conversation);
  const seen = await eraseAll(session);
  return inTransaction(log.pool, async (db) => {
    // A note that came meanwhile is for the next run.
    if ((await lockStream(db, sessionId)) !== seen) return false;
    await db.query({
      text: 'UPDATE session_participants SET name = NULL WHERE session_id = $1',
      values: [sessionId],
    });
    await forgetExpected(db, sessionId);
    const { rows } = await db.query({
      text: `UPDATE sessions SET subject = '', forgotten_at = $2
        WHERE id = $1 AND forgotten_at IS NULL RETURNING id`,
      values: [sessionId, new Date(now)],
    });
    return rows.length > 0;
  });
};
