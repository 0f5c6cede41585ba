import { newId } from '@relevo/client';
import { decideConversation, isRefusal } from '@relevo/domain';
import { Pool } from 'pg';
import { LogService } from '../../../apps/api/src/streams/log/log.service';
import { tellNodes } from '../../../apps/api/src/streams/log/notices.service';

/** Lines in one transaction. */
const BATCH = 1000;

const WORDS =
  'The shared folder does not answer your invoices are safe I change it now please wait a moment'.split(' ');

/** What line `n` says: of different lengths, as people write. */
export const textOf = (n: number): string => `${n}: ${WORDS.slice(0, 3 + (n % 15)).join(' ')}`;

/** Writes lines into a conversation by the server's own log, many in one transaction: decided, hashed and chained as any other. */
export const fillConversation = async (
  databaseUrl: string,
  { sessionId, conversationId, count }: { sessionId: string; conversationId: string; count: number },
): Promise<void> => {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const log = new LogService(pool, (fault) => {
      throw fault;
    });
    const [session, entry] = [await log.cache.get(sessionId), await log.cache.get(conversationId)];
    const author = session && Object.values(session.state.participants)[0];
    if (!session || !entry || !author) throw new Error('there is no such session');
    const context = {
      actor: { kind: 'participant', participantId: author.id } as const,
      policy: {} as never,
    };
    for (let from = 1; from <= count; from += BATCH) {
      const events = Array.from({ length: Math.min(BATCH, count - from + 1) }, (_, i) => {
        const now = Date.now();
        const data = { messageId: newId(), text: textOf(from + i), to: 'everyone' as const, sentAt: now };
        const decided = decideConversation(
          session.state,
          { type: 'message.post', data },
          { ...context, now },
        );
        if (isRefusal(decided)) throw new Error(decided.refused);
        return decided;
      }).flat();
      const verdict = await log.append([{ entry, events }]);
      if (verdict !== 'ok') throw new Error(`the lines were not written: ${verdict}`);
    }
    await tellNodes(log.db, [entry]);
  } finally {
    await pool.end();
  }
};
