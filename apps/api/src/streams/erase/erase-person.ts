import {
  type ConversationEvent,
  erased,
  type HiddenEvent,
  MOST_ERASED,
  namingsOf,
  readRecord,
  type SessionEvent,
  writtenBy,
} from '@relevo/domain';
import { type Queryable, readRecords } from '../log/log.queries';
import type { LogService } from '../log/log.service';
import { tellNodes } from '../log/notices.service';
import type { StreamEntry } from '../log/stream-entry';

/** How many bodies went. */
export interface Erasure {
  readonly lines: number;
  /** The name; stays while the session lasts. */
  readonly namings: number;
}

const PAGE = 1000;
const MOST_ATTEMPTS = 20;

/** Every event of a stream of this kind, in order; hidden where its body was erased. */
export const readAll = async <Event extends SessionEvent | ConversationEvent>(
  log: LogService,
  stream: string,
): Promise<(Event | HiddenEvent)[]> => {
  const events: (Event | HiddenEvent)[] = [];
  for (let since = 0; ; ) {
    const page = await readRecords(log.db, stream, since, PAGE);
    events.push(...(page.map(readRecord) as (Event | HiddenEvent)[]));
    since = page.at(-1)?.seq ?? since;
    if (page.length < PAGE) return events;
  }
};

/** The lists know nobody who was expected; a customer who was helped in it is still known. */
export const forgetExpected = async (db: Queryable, sessionId: string): Promise<void> => {
  await db.query({
    text: `UPDATE sessions SET expected = '{}', customer = (SELECT name FROM session_participants
        WHERE session_id = $1 AND name IS NOT NULL AND status IN ('joined', 'left') ORDER BY participant_id LIMIT 1)
      WHERE id = $1`,
    values: [sessionId],
  });
  // The unsalted hash of a request that named them.
  await db.query({ text: 'DELETE FROM started_answers WHERE session_id = $1', values: [sessionId] });
};

/** The lists know them no more. */
const forgetCustomer = async (db: Queryable, sessionId: string, participantId: string): Promise<void> => {
  await db.query({
    text: 'UPDATE session_participants SET name = NULL WHERE session_id = $1 AND participant_id = $2',
    values: [sessionId, participantId],
  });
  await forgetExpected(db, sessionId);
};

/** What goes from one stream. */
interface Going {
  readonly entry: StreamEntry;
  /** Whose it is; null = everybody's. */
  readonly participantId: string | null;
  readonly places: () => Promise<number[]>;
  /** Rows of the same transaction. */
  readonly work?: (db: Queryable) => Promise<void>;
}

/** Takes bodies away and says so, in one transaction; decided anew when others were faster. At most `MOST_ERASED` at a time. */
export const eraseIn = async (
  log: LogService,
  { entry, participantId, places, work }: Going,
  now: number,
): Promise<number> => {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    await log.catchUp(entry);
    const seqs = (await places()).slice(0, MOST_ERASED);
    if (seqs.length === 0) return 0;
    const verdict = await log.append([{ entry, events: [erased(participantId, seqs, now)] }], {
      work: async (db) => {
        await db.query({ text: 'SELECT erase_bodies($1, $2, $3)', values: [entry.id, seqs, entry.seq + 1] });
        await work?.(db);
      },
    });
    if (verdict === 'ok') {
      await tellNodes(log.db, [entry]);
      return seqs.length;
    }
  }
  throw new Error('The session keeps moving: try again when it is quieter.');
};

/**
 * Erases what a participant of a session said and, once it is over, their name. The chain stays whole; the log says what
 * went, and everybody who follows it drops it.
 * @throws Error in words for the administrator when there is no such session or participant
 */
export const erasePerson = async (
  log: LogService,
  sessionId: string,
  participantId: string,
  now: number,
): Promise<Erasure> => {
  const session = await log.cache.get(sessionId);
  if (session?.kind !== 'session') throw new Error(`There is no session ${sessionId}.`);
  const conversation = await log.cache.get(session.state.conversationId);
  const person = session.state.participants[participantId];
  if (!conversation || (!person && !(await wasErased(log, sessionId, participantId))))
    throw new Error(`There is no participant ${participantId} in session ${sessionId}.`);
  const lines = async () =>
    writtenBy(await readAll<ConversationEvent>(log, conversation.id), participantId).map(({ seq }) => seq);
  const namings = async () =>
    namingsOf(session.state, await readAll<SessionEvent>(log, sessionId), participantId);
  return {
    lines: await eraseIn(log, { entry: conversation, participantId, places: lines }, now),
    namings: await eraseIn(
      log,
      {
        entry: session,
        participantId,
        places: namings,
        // An expert from outside is in no list, and whom the CSR expected is somebody else.
        work: async (db) => (person?.expert ? undefined : forgetCustomer(db, sessionId, participantId)),
      },
      now,
    ),
  };
};

/** Whether this person was erased from the session before: then its fold knows them no more. */
export const wasErased = async (
  log: LogService,
  sessionId: string,
  participantId: string,
): Promise<boolean> =>
  (await readAll<SessionEvent>(log, sessionId)).some(
    (event) => 'type' in event && event.type === 'body.erased' && event.data.participantId === participantId,
  );
