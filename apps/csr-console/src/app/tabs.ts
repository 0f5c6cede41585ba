import { Listeners, readAs, type Store } from '@relevo/client';
import { z } from 'zod';

const stored = z.object({
  open: z.array(z.string()).max(50),
  /** Number of the last chat line that was on screen, by session. */
  seen: z.record(z.string(), z.number()),
  /** Number of the last event whose notice was put away, by session. */
  dismissed: z.record(z.string(), z.number()).default({}),
  /** The session whose tab was in front last. */
  last: z.string().nullable(),
});
export type TabsState = z.infer<typeof stored>;

const EMPTY: TabsState = { open: [], seen: {}, dismissed: {}, last: null };

/** Which sessions have a tab, and what was read in them: remembered per person in this browser. Closing a tab ends nothing. */
export class Tabs {
  #state: TabsState;
  readonly #listeners = new Listeners<[]>();

  constructor(
    private readonly store: Store,
    private readonly key: string,
  ) {
    this.#state = readAs(stored, store.get(key)) ?? EMPTY;
  }

  get snapshot(): TabsState {
    return this.#state;
  }

  readonly subscribe = this.#listeners.add;

  /** Puts a session's tab in front; a new one stands last. */
  show(sessionId: string): void {
    const { open, last } = this.#state;
    const known = open.includes(sessionId);
    if (known && last === sessionId) return;
    this.#set({ ...this.#state, open: known ? open : [...open, sessionId], last: sessionId });
  }

  /** Takes a tab away; answers the session that comes in front, if one is left. */
  close(sessionId: string): string | undefined {
    const { open, last, seen, dismissed } = this.#state;
    const at = open.indexOf(sessionId);
    const left = open.filter((id) => id !== sessionId);
    const next = left[Math.min(Math.max(at, 0), left.length - 1)];
    this.#set({
      open: left,
      seen: without(seen, sessionId),
      dismissed: without(dismissed, sessionId),
      last: last === sessionId ? (next ?? null) : last,
    });
    return next;
  }

  /** Notices up to this event have been put away. */
  dismiss(sessionId: string, seq: number): void {
    this.#set({ ...this.#state, dismissed: { ...this.#state.dismissed, [sessionId]: seq } });
  }

  /** Everything up to this chat line has been on screen. */
  read(sessionId: string, seq: number): void {
    if ((this.#state.seen[sessionId] ?? 0) >= seq) return;
    this.#set({ ...this.#state, seen: { ...this.#state.seen, [sessionId]: seq } });
  }

  #set(state: TabsState): void {
    this.#state = state;
    this.store.set(this.key, JSON.stringify(state));
    this.#listeners.emit();
  }
}

const without = (numbers: Record<string, number>, key: string): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).filter(([other]) => other !== key));
