import type { addQueueBody, QueueView } from '@relevo/contracts';
import type { z } from 'zod';

/** A queue as its form holds it. */
export type QueueDraft = z.input<typeof addQueueBody>;

/** What a new queue begins with. @param zone of whoever makes it @param question the first one, in their language */
export const newQueue = (zone: string, question: string): QueueDraft => ({
  slug: '',
  name: '',
  names: {},
  hours: { zone, spans: [] },
  fields: [{ label: question, names: {}, required: true }],
  servedBy: null,
  assignment: 'everybody',
  escalateSeconds: null,
  callBacks: true,
  wrapUpSeconds: 0,
  typeId: null,
  code: null,
});

/** A known queue in its form. */
export const draftOf = ({ id: _, archived: __, ...settings }: QueueView): QueueDraft => settings;

/** An address that fits a name: `Technical help` is `technical-help`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
