import { z } from 'zod';
import type { Store } from '../sync/store';

const words = z.record(z.string(), z.strictObject({ key: z.string(), matches: z.boolean() }));
export type SafetyWords = Readonly<z.infer<typeof words>>;

/** Older words are forgotten. */
const MOST = 50;

/**
 * What the person at this end said about safety codes, by far end and its key, across page loads. It is kept here and not
 * read from the log, for a lying server could write into the log that this person said yes (SEC-C11).
 */
export class SafetyMemory {
  constructor(
    private readonly store: Store,
    private readonly name: string,
  ) {}

  get all(): SafetyWords {
    try {
      return words.parse(JSON.parse(this.store.get(this.name) ?? '{}'));
    } catch {
      return {};
    }
  }

  /** What was said about this far end under this key; a "no" holds for every key. */
  of(far: string, key: string | undefined): boolean | undefined {
    const known = this.all[far];
    if (known?.matches === false) return false;
    return known && known.key === key ? true : undefined;
  }

  say(far: string, key: string, matches: boolean): void {
    const { [far]: _before, ...rest } = this.all;
    const kept = Object.entries(rest).slice(1 - MOST);
    this.store.set(this.name, JSON.stringify(Object.fromEntries([...kept, [far, { key, matches }]])));
  }
}
