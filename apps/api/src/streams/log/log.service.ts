import {
  evolveSession,
  GENESIS,
  isHidden,
  type NewEvent,
  readRecord,
  type SessionEvent,
  type SessionState,
} from '@relevo/domain';
import type { Pool } from 'pg';
import type { AppendGroup, AppendVerdict, RememberedCommand } from './append.queries';
import { appendGroups, Committer } from './committer';
import { insertStreams, type Queryable } from './log.queries';
import type { SessionProjection } from './projection';
import { StreamCache } from './stream-cache';
import { type Advance, StreamEntry } from './stream-entry';
import { inTransaction } from './transaction';

/** Events decided for one stream. */
export interface Draft {
  readonly entry: StreamEntry;
  readonly events: readonly NewEvent[];
}

/** Further rows of the same transaction. Runs again when the append has to be decided again. */
export type Work = (db: Queryable) => Promise<void>;

export interface AppendOptions {
  /** Streams that the decision only read. */
  readonly read?: readonly StreamEntry[];
  readonly command?: Omit<RememberedCommand, 'seq' | 'stream'>;
  readonly work?: Work;
}

/** Whether names and words went from a session, which its fold still holds. */
const hasErased = ({ entry, events }: Advance): boolean =>
  entry.kind === 'session' && events.some((event) => !isHidden(event) && event.type === 'body.erased');

class NotAppended extends Error {
  constructor(readonly verdict: AppendVerdict) {
    super(verdict);
  }
}

/**
 * The log: the only place that appends. Events, remembered command and rows of projections are one transaction;
 * listeners hear of it after the commit, in the order of each stream.
 */
export class LogService {
  readonly cache: StreamCache;
  private readonly committer: Committer;
  private readonly projections: SessionProjection[] = [];
  private readonly listeners: ((advance: Advance) => void)[] = [];
  private readonly committed: ((advance: Advance) => void)[] = [];

  constructor(
    readonly pool: Pool,
    private readonly onFault: (fault: unknown) => void,
  ) {
    const db: Queryable = pool;
    this.cache = new StreamCache(db);
    this.committer = new Committer(db);
  }

  get db(): Queryable {
    return this.pool;
  }

  addProjection(projection: SessionProjection): void {
    this.projections.push(projection);
  }

  /** Hears of everything committed in the streams that this process holds, by whichever process. */
  onAdvance(listener: (advance: Advance) => void): void {
    this.listeners.push(listener);
  }

  /** Hears only of what this process committed, to tell the others. */
  onCommitted(listener: (advance: Advance) => void): void {
    this.committed.push(listener);
  }

  /**
   * Appends to streams whose entries the caller holds (`entry.run`). One transaction, streams locked in id order,
   * the versions of `read` streams checked too. Nothing has happened unless the verdict is `ok`.
   */
  async append(drafts: readonly Draft[], options: AppendOptions = {}): Promise<AppendVerdict> {
    const written = drafts.map(({ entry, events }) => ({ entry, records: entry.place(events) }));
    const first = written[0];
    const { command } = options;
    const group: AppendGroup = {
      parts: [
        ...written.map(({ entry, records }) => ({ stream: entry.id, expected: entry.seq, records })),
        ...(options.read ?? []).map((entry) => ({ stream: entry.id, expected: entry.seq, records: [] })),
      ],
      command:
        command && first
          ? {
              stream: first.entry.id,
              participant: command.participant,
              commandId: command.commandId,
              contentHash: command.contentHash,
              seq: first.records.at(-1)?.seq ?? first.entry.seq,
            }
          : undefined,
    };
    const projecting = this.projectionWork(written);
    const verdict =
      projecting || options.work
        ? await this.inOneTransaction(group, written, [projecting, options.work])
        : await this.committer.commit(group);
    if (verdict !== 'ok') return verdict;
    for (const { entry, records } of written) {
      const advance = entry.advance(records, true);
      this.took(advance);
      // What is committed is committed, also when this fails.
      if (hasErased(advance)) await this.cache.refold(entry).catch(this.onFault);
    }
    return verdict;
  }

  /** Opens new streams together. `stale` = one of them exists already. */
  async open(
    streams: readonly { entry: StreamEntry; events: readonly NewEvent[] }[],
    work?: Work,
  ): Promise<AppendVerdict> {
    const rows = streams.map(({ entry }) => entry);
    const verdict = await this.append(streams, {
      work: async (db) => work?.(db),
    });
    if (verdict === 'ok') for (const entry of rows) this.cache.adopt(entry);
    return verdict;
  }

  /** Reads what others committed to a stream of this process and tells the listeners. */
  async catchUp(entry: StreamEntry): Promise<void> {
    await entry.run(() => this.catchUpHeld(entry));
  }

  /** The same for a caller that holds the entry. */
  async catchUpHeld(entry: StreamEntry): Promise<void> {
    let erased = false;
    await this.cache.catchUp(entry, (advance) => {
      erased ||= hasErased(advance);
      this.tell(this.listeners, advance);
    });
    if (erased) await this.cache.refold(entry);
  }

  private async inOneTransaction(
    group: AppendGroup,
    written: readonly { entry: StreamEntry }[],
    works: readonly (Work | undefined)[],
  ): Promise<AppendVerdict> {
    try {
      await inTransaction(this.pool, async (db) => {
        const fresh = written.map(({ entry }) => entry).filter((entry) => entry.seq === 0);
        if (fresh.length > 0) await insertStreams(db, fresh, GENESIS);
        const [verdict = 'stale'] = await appendGroups(db, [group]);
        if (verdict !== 'ok') throw new NotAppended(verdict);
        for (const work of works) await work?.(db);
      });
      return 'ok';
    } catch (fault) {
      if (fault instanceof NotAppended) return fault.verdict;
      throw fault;
    }
  }

  private projectionWork(
    written: readonly { entry: StreamEntry; records: ReturnType<StreamEntry['place']> }[],
  ): Work | undefined {
    const steps = written
      .filter(({ entry, records }) => entry.kind === 'session' && records.length > 0)
      .flatMap(({ entry, records }) => {
        const before = entry.state;
        const after = records.reduce<SessionState>(
          (state, record) => evolveSession(state, readRecord(record) as SessionEvent),
          before,
        );
        return this.projections
          .filter((projection) => projection.concerns(before, after))
          .map((projection) => (db: Queryable) => projection.write(db, before, after));
      });
    if (steps.length === 0) return undefined;
    return async (db) => {
      for (const step of steps) await step(db);
    };
  }

  private took(advance: Advance): void {
    if (advance.records.length === 0) return;
    this.tell(this.listeners, advance);
    this.tell(this.committed, advance);
  }

  private tell(listeners: readonly ((advance: Advance) => void)[], advance: Advance): void {
    if (advance.records.length === 0) return;
    for (const listener of listeners) {
      // What is committed is committed: a listener that fails must not look like a failed append.
      try {
        listener(advance);
      } catch (fault) {
        this.onFault(fault);
      }
    }
  }
}
