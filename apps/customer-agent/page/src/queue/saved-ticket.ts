import type { Store } from '@relevo/client';
import { personName, ticketProof } from '@relevo/contracts';
import { z } from 'zod';
import { loadSaved } from '../visit/saved-visit';

/** One queue, one place in it: a second tab of this browser is the same person waiting. */
const keyOf = (slug: string): string => `relevo.queue.${slug}`;
const NAME = 'relevo.queue.name';

const savedTicket = z.strictObject({ ...ticketProof.shape, name: personName });
export type SavedTicket = z.infer<typeof savedTicket>;

export const loadTicket = (store: Store, slug: string): SavedTicket | undefined =>
  loadSaved(store, keyOf(slug), savedTicket);

/** Remembers the place, so that a reload keeps it. */
export const saveTicket = (store: Store, slug: string, ticket: SavedTicket): void =>
  store.set(keyOf(slug), JSON.stringify(ticket));

export const forgetTicket = (store: Store, slug: string): void => store.remove(keyOf(slug));

/** What this tab's person called themselves at a queue: they need not say it again when they join. */
export const queueName = (): string => sessionStorage.getItem(NAME) ?? '';
export const keepQueueName = (name: string): void => sessionStorage.setItem(NAME, name);
