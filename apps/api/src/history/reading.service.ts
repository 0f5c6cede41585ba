import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { EventPage, OpenedHistory, VerifiedHistory } from '@relevo/contracts';
import { isRefusal, type LaterReader, openHistory, type StreamKind } from '@relevo/domain';
import { actorOf } from '../audit/audit.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { CHECKPOINT_FILE } from '../streams/checkpoints/checkpoint-file';
import { siteKey } from '../streams/checkpoints/site-key';
import { LogService } from '../streams/log/log.service';
import { currentSession, memberOf } from '../streams/log/member';
import { PageService } from '../streams/log/page.service';
import { mayReadLater } from '../streams/log/redaction';
import type { StreamEntry } from '../streams/log/stream-entry';
import { verifySession } from '../streams/verify/verify-session';
import { findHistory } from './history.queries';
import { isSupervisor } from './history.service';
import { recordReading } from './readings.queries';
import { inSnapshot } from './snapshot';

const PAGE = 500;

interface Opened {
  readonly session: StreamEntry;
  readonly reader: LaterReader;
  /** They read what they had no part in. */
  readonly recorded: boolean;
}

/** Reading the log of a session that was. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly database: Database,
    private readonly log: LogService,
    private readonly pages: PageService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async open(who: AccountPrincipal, sessionId: string): Promise<OpenedHistory> {
    const { session, reader, recorded } = await this.admit(who, sessionId);
    const scope = { accountId: who.accountId, everybody: true, supervisor: reader.supervisor };
    const [entry] = await findHistory(this.log.db, scope, { id: sessionId, zone: 'UTC' }, undefined, 1);
    if (!entry) throw new ApiError('NOT_FOUND');
    const { conversationId } = session.state;
    return { session: entry, conversationId, participantId: reader.participantId ?? null, recorded };
  }

  async events(
    who: AccountPrincipal,
    sessionId: string,
    { stream, since }: { stream: StreamKind; since: number },
  ): Promise<EventPage> {
    const { session, reader } = await this.admit(who, sessionId);
    const entry = stream === 'session' ? session : await this.log.cache.get(session.state.conversationId);
    if (!entry) throw new ApiError('NOT_FOUND');
    return this.pages.page(entry, session, { since, limit: PAGE }, (event) =>
      mayReadLater(stream, session.state, event, reader),
    );
  }

  /** What `npm run verify-log` would say. @throws ApiError SESSION_LIVE while it still grows */
  async verify(who: AccountPrincipal, sessionId: string): Promise<VerifiedHistory> {
    const { session } = await this.admit(who, sessionId);
    if (session.state.phase !== 'ended') throw refused('SESSION_LIVE');
    const file = join(this.config.dataDir, CHECKPOINT_FILE);
    const evidence = { keyId: siteKey(this.config.logKey).id, files: existsSync(file) ? [file] : [] };
    const streams = await inSnapshot(this.database.pool, (db) => verifySession(db, sessionId, evidence));
    return { streams };
  }

  /**
   * Lets somebody read, and notes it when they had no part in it.
   * @throws ApiError NOT_FOUND when there is nothing that they may know of, SESSION_LIVE
   */
  private async admit(who: AccountPrincipal, sessionId: string): Promise<Opened> {
    const session = await currentSession(this.log, sessionId);
    const reader = { participantId: memberOf(session.state, who), supervisor: isSupervisor(who) };
    const way = openHistory(session.state, reader);
    if (way === undefined) throw new ApiError('NOT_FOUND');
    if (isRefusal(way)) throw refused(way.refused);
    const recorded = way === 'supervisor';
    if (recorded) {
      const subject = { id: sessionId, name: session.state.number };
      await recordReading(this.database.manager, actorOf(who), subject, new Date(this.clock.now()));
    }
    return { session, reader, recorded };
  }
}
