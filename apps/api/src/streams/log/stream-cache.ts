import {
  evolveSession,
  GENESIS,
  type HiddenEvent,
  noSession,
  readRecord,
  type SessionEvent,
} from '@relevo/domain';
import { findStreams, type Queryable, readRecords } from './log.queries';
import { type Advance, StreamEntry } from './stream-entry';

/** Streams kept in memory at most, as far as they are idle. */
const MOST_ENTRIES = 4000;
const PAGE = 1000;

/** The streams that this process knows, least recently used first. Never two entries of one stream. */
export class StreamCache {
  private readonly entries = new Map<string, Promise<StreamEntry | null>>();
  private readonly loaded = new Map<string, StreamEntry>();

  constructor(
    private readonly db: Queryable,
    private readonly most = MOST_ENTRIES,
  ) {}

  /** A stream, folded up to what was committed when it was first asked for; `null` = there is none. */
  get(id: string): Promise<StreamEntry | null> {
    const known = this.entries.get(id);
    if (known) {
      this.entries.delete(id);
      this.entries.set(id, known);
      return known;
    }
    const loading = this.load(id).then(
      (entry) => {
        if (entry) this.loaded.set(id, entry);
        else this.entries.delete(id);
        return entry;
      },
      (fault: unknown) => {
        this.entries.delete(id);
        throw fault;
      },
    );
    this.entries.set(id, loading);
    this.evict();
    return loading;
  }

  /** A stream only if it is in memory. */
  peek(id: string): StreamEntry | undefined {
    return this.loaded.get(id);
  }

  /** Every stream in memory. */
  held(): Iterable<StreamEntry> {
    return this.loaded.values();
  }

  /** Takes in a stream that was just created here. */
  adopt(entry: StreamEntry): void {
    if (this.entries.has(entry.id)) return;
    this.entries.set(entry.id, Promise.resolve(entry));
    this.loaded.set(entry.id, entry);
    this.evict();
  }

  /** Reads what was committed since, by pages; `onAdvance` hears of each. To be called within `entry.run`. */
  async catchUp(entry: StreamEntry, onAdvance?: (advance: Advance) => void): Promise<void> {
    for (;;) {
      const records = await readRecords(this.db, entry.id, entry.seq, PAGE);
      if (records.length === 0) return;
      const advance = entry.advance(records);
      onAdvance?.(advance);
      if (records.length < PAGE) return;
    }
  }

  /** Folds a session anew as it stands in the database: what was erased there must not stay here. */
  async refold(entry: StreamEntry): Promise<void> {
    for (;;) {
      const { seq } = entry;
      let state = noSession(entry.id);
      while (state.version < seq) {
        const page = await readRecords(this.db, entry.id, state.version, Math.min(PAGE, seq - state.version));
        if (page.length === 0) throw new Error(`stream ${entry.id} ends before ${seq}`);
        for (const record of page)
          state = evolveSession(state, readRecord(record) as SessionEvent | HiddenEvent);
      }
      if (entry.seq !== seq) continue;
      entry.state = state;
      return;
    }
  }

  private async load(id: string): Promise<StreamEntry | null> {
    const [row] = await findStreams(this.db, [id]);
    if (!row || row.version === 0) return null;
    const entry = new StreamEntry(row, GENESIS);
    if (entry.kind === 'session') await this.catchUp(entry);
    else entry.startAt(row.version, row.hash);
    return entry;
  }

  private evict(): void {
    if (this.entries.size <= this.most) return;
    for (const id of this.entries.keys()) {
      const entry = this.loaded.get(id);
      if (!entry?.idle) continue;
      this.entries.delete(id);
      this.loaded.delete(id);
      if (this.entries.size <= this.most) return;
    }
  }
}
