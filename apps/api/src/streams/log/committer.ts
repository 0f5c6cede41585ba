import { APPEND, type AppendGroup, type AppendVerdict, appendValues } from './append.queries';
import type { Queryable } from './log.queries';

/** Statements in flight at once; while they run, what arrives gathers for the next. */
const LANES = 2;
/** Most groups in one statement. */
const BATCH = 64;
/**
 * ms between the beginnings of two statements. What a statement costs, both sides' wake-ups and the flush, hardly
 * depends on how much is in it: with 1,500 messages a second some twenty share one.
 */
const APART_MS = 10;

interface Waiting {
  readonly group: AppendGroup;
  readonly resolve: (verdict: AppendVerdict) => void;
  readonly reject: (fault: unknown) => void;
}

/** Appends groups, alone or inside somebody's transaction. */
export const appendGroups = async (
  db: Queryable,
  groups: readonly AppendGroup[],
): Promise<AppendVerdict[]> => {
  const { rows } = await db.query<{ grp: number; verdict: AppendVerdict }>({
    name: APPEND.name,
    text: APPEND.text,
    values: appendValues(groups),
  });
  const verdicts = new Map(rows.map((row) => [row.grp, row.verdict]));
  return groups.map((_, i) => verdicts.get(i) ?? 'stale');
};

/**
 * Commits groups that need nothing else in their transaction. Under load many share one statement and one flush;
 * a lone one goes at once, one that follows closely waits some milliseconds for others. Two groups of one statement never
 * touch the same stream.
 */
export class Committer {
  private waiting: Waiting[] = [];
  private running = 0;
  private begunAt = Number.NEGATIVE_INFINITY;
  private gathering: NodeJS.Timeout | undefined;

  constructor(private readonly db: Queryable) {}

  /** Resolves when the group's fate is committed. Rejects when the database cannot be reached. */
  commit(group: AppendGroup): Promise<AppendVerdict> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ group, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.gathering || this.running >= LANES || this.waiting.length === 0) return;
    const wait = this.begunAt + APART_MS - performance.now();
    if (wait <= 0) void this.run();
    else
      this.gathering = setTimeout(() => {
        this.gathering = undefined;
        void this.run();
      }, wait);
  }

  private async run(): Promise<void> {
    this.running += 1;
    this.begunAt = performance.now();
    const batch = this.take();
    // What touches the same streams waits for the next.
    this.next();
    try {
      const verdicts = await appendGroups(
        this.db,
        batch.map((w) => w.group),
      );
      batch.forEach((w, i) => w.resolve(verdicts[i] ?? 'stale'));
    } catch (fault) {
      for (const w of batch) w.reject(fault);
    } finally {
      this.running -= 1;
      this.next();
    }
  }

  private take(): Waiting[] {
    const touched = new Set<string>();
    const batch: Waiting[] = [];
    this.waiting = this.waiting.filter((w) => {
      const streams = w.group.parts.map((p) => p.stream);
      if (batch.length >= BATCH || streams.some((s) => touched.has(s))) return true;
      for (const stream of streams) touched.add(stream);
      batch.push(w);
      return false;
    });
    return batch;
  }
}
