import type { Store } from '@relevo/client';
import { z } from 'zod';

export const PANEL_WIDTH = { min: 280, default: 360, max: 560 } as const;

const stored = z.object({
  panelOpen: z.boolean(),
  /** In px. */
  panelWidth: z.number().min(PANEL_WIDTH.min).max(PANEL_WIDTH.max),
  panel: z.enum(['chat', 'participants']),
  scale: z.enum(['fit', 'actual']),
  controlMinutes: z.number(),
  /** Whether the invite dialog opens by itself when a session starts (W10). */
  autoInvite: z.boolean(),
});
export type Layout = z.infer<typeof stored>;

const DEFAULT: Layout = {
  panelOpen: true,
  panelWidth: PANEL_WIDTH.default,
  panel: 'chat',
  scale: 'fit',
  controlMinutes: 20,
  autoInvite: false,
};

/** How a person likes the workspace, remembered per person in this browser. */
export class LayoutMemory {
  #layout: Layout;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly store: Store,
    private readonly key: string,
  ) {
    this.#layout = this.#load();
  }

  get snapshot(): Layout {
    return this.#layout;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(change: Partial<Layout>): void {
    this.#layout = { ...this.#layout, ...change };
    this.store.set(this.key, JSON.stringify(this.#layout));
    for (const listener of this.#listeners) listener();
  }

  #load(): Layout {
    try {
      return stored.parse({ ...DEFAULT, ...JSON.parse(this.store.get(this.key) ?? '{}') });
    } catch {
      return DEFAULT;
    }
  }
}
