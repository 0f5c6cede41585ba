import { namingsOfExpected, type SessionEvent } from '@relevo/domain';
import type { LogService } from '../log/log.service';
import type { StreamEntry } from '../log/stream-entry';
import { eraseIn, forgetExpected, readAll } from './erase-person';

/**
 * Erases what a session that is over holds about a customer who was expected and did not come.
 * @returns how many bodies went
 */
export const eraseExpected = (log: LogService, session: StreamEntry, now: number): Promise<number> =>
  eraseIn(
    log,
    {
      entry: session,
      participantId: null,
      places: async () => namingsOfExpected(session.state, await readAll<SessionEvent>(log, session.id)),
      work: (db) => forgetExpected(db, session.id),
    },
    now,
  );
