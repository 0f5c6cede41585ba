import type { Store } from '@relevo/client';
import { z } from 'zod';
import { Memory } from '../app/memory';

const stored = z.object({ sound: z.boolean(), notices: z.boolean() });
type Alerts = z.infer<typeof stored>;
const DEFAULT: Alerts = { sound: true, notices: false };

/** How a person wants to hear of arrivals, remembered per person in this browser. */
export class AlertMemory extends Memory<Alerts> {
  constructor(store: Store, key: string) {
    super(store, key, stored, DEFAULT);
  }
}
