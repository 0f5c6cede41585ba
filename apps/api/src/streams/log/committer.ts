import { APPEND, type AppendGroup, type AppendVerdict, appendValues } from './append.queries';
import type { Queryable } from './log.queries';

/** Statements in flight at once; while they run, what arrives gathers for the next. */
const LANES = 4;
/** Most groups in one statement. */
const BATCH = 64;

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
 * a lone one goes at once. Two groups of one statement never touch the same stream.
 */
export class Committer {
  private waiting: Waiting[] = [];
  private running = 0;

  constructor(private readonly db: Queryable) {}

  /** Resolves when the group's fate is committed. Rejects when the database cannot be reached. */
  commit(group: AppendGroup): Promise<AppendVerdict> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ group, resolve, reject });
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.running >= LANES || this.waiting.length === 0) return;
    this.running += 1;
    const batch = this.take();
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
      void this.run();
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
