import type { Store } from '@relevo/client';
import { language } from '@relevo/contracts';
import { z } from 'zod';
import { Memory } from './memory';

export const PANEL_WIDTH = { min: 280, default: 360, max: 560 } as const;

const stored = z.object({
  panelOpen: z.boolean(),
  /** In px. */
  panelWidth: z.number().min(PANEL_WIDTH.min).max(PANEL_WIDTH.max),
  panel: z.enum(['chat', 'participants', 'notes']),
  scale: z.enum(['fit', 'actual']),
  controlMinutes: z.number(),
  /** Of the last message that was sent; null = one's own. */
  inviteLanguage: language.nullable(),
});
export type Layout = z.infer<typeof stored>;

const DEFAULT: Layout = {
  panelOpen: true,
  panelWidth: PANEL_WIDTH.default,
  panel: 'chat',
  scale: 'fit',
  controlMinutes: 20,
  inviteLanguage: null,
};

/** How a person likes the workspace, remembered per person in this browser. */
export class LayoutMemory extends Memory<Layout> {
  constructor(store: Store, key: string) {
    super(store, key, stored, DEFAULT);
  }
}
