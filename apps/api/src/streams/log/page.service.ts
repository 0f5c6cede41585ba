import { Injectable } from '@nestjs/common';
import type { EventPage, Subscribe } from '@relevo/contracts';
import { ApiError } from '../../platform/errors/api-error';
import type { Principal } from '../../platform/principal';
import { readRecords } from './log.queries';
import { LogService } from './log.service';
import { memberOf } from './member';
import { redact } from './redaction';
import type { StreamEntry } from './stream-entry';

/** A stream as somebody may read it. */
export interface Reading {
  readonly entry: StreamEntry;
  readonly session: StreamEntry;
  readonly readerId: string;
}

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
  async read(
    { entry, session, readerId }: Reading,
    { since, limit }: Omit<Subscribe, 'stream'>,
  ): Promise<EventPage> {
    const records = await readRecords(this.log.db, entry.id, since, limit + 1);
    const page = records.slice(0, limit);
    const last = page.at(-1);
    // Another node may be ahead of this one's folds, and who may read what depends on them.
    if (last && last.seq > entry.seq) {
      await this.log.catchUp(entry);
      if (session !== entry) await this.log.catchUp(session);
    }
    return {
      head: entry.head,
      records: redact(entry.kind, session.state, page, readerId),
      more: records.length > limit,
    };
  }
}
