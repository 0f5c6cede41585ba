import { Injectable } from '@nestjs/common';
import type { EventPage, Subscribe } from '@relevo/contracts';
import type { Participant } from '@relevo/domain';
import { ApiError } from '../../platform/errors/api-error';
import type { Principal } from '../../platform/principal';
import { lastCheckpoints } from '../checkpoints/checkpoints.queries';
import { readRecords } from './log.queries';
import { LogService } from './log.service';
import { memberOf } from './member';
import { mayRead, redact } from './redaction';
import type { PlacedRecord, StreamEntry } from './stream-entry';

/** A stream as somebody may read it. */
export interface Reading {
  readonly entry: StreamEntry;
  readonly session: StreamEntry;
  readonly readerId: string;
}

/** The reader, while they are in the session. */
export const joinedReader = ({ session, readerId }: Reading): Participant | undefined => {
  const reader = session.state.participants[readerId];
  return reader?.status === 'joined' ? reader : undefined;
};

/** Reads streams by page for those who have a part in them. */
@Injectable()
export class PageService {
  constructor(private readonly log: LogService) {}

  /** @throws ApiError NOT_FOUND for a stream that does not exist or in which the reader has no part */
  async open(who: Principal, stream: string): Promise<Reading> {
    const entry = await this.log.cache.get(stream);
    const session = entry && (entry.kind === 'session' ? entry : await this.log.cache.get(entry.sessionId));
    if (!entry || !session) throw new ApiError('NOT_FOUND');
    if (!memberOf(session.state, who)) await this.log.catchUp(session);
    const readerId = memberOf(session.state, who);
    if (!readerId) throw new ApiError('NOT_FOUND');
    return { entry, session, readerId };
  }

  /** Everything after `since`, at most one page, as the reader may see it. */
  read({ entry, session, readerId }: Reading, range: Omit<Subscribe, 'stream'>): Promise<EventPage> {
    return this.page(entry, session, range, (event) => mayRead(entry.kind, session.state, event, readerId));
  }

  /** The same with another rule of who may read what; it is asked when the folds are not behind the page. */
  async page(
    entry: StreamEntry,
    session: StreamEntry,
    { since, limit }: Omit<Subscribe, 'stream'>,
    may: (event: PlacedRecord) => boolean,
  ): Promise<EventPage> {
    const records = await readRecords(this.log.db, entry.id, since, limit + 1);
    const page = records.slice(0, limit);
    // Another node may be ahead of this one's folds: who may read what depends on them, and a reader who comes from
    // there must not be told of a head behind what it has.
    if (Math.max(since, page.at(-1)?.seq ?? 0) > entry.seq) {
      await this.log.catchUp(entry);
      if (session !== entry) await this.log.catchUp(session);
    }
    const more = records.length > limit;
    const [checkpoint = null] = more ? [] : await lastCheckpoints(this.log.db, [entry.id]);
    return { head: entry.head, records: redact(page, may), more, checkpoint };
  }
}
