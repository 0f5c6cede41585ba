import { randomBytes } from 'node:crypto';
import type { addQueueBody, ErrorBody, QueueList, QueueView, TicketView } from '@relevo/contracts';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { TestApi } from './api';
import { type Answered, Caller, type Csr } from './people';

/** For a server that believes the address which a proxy names: each customer here has one of their own. */
export const BEHIND_PROXY = { TRUST_PROXY: '127.0.0.1' } as const;

/** Settings of a queue that is always open. */
export const queueOf = (slug: string, over: object = {}): z.input<typeof addQueueBody> => ({
  slug,
  name: `Queue ${slug}`,
  names: {},
  hours: { zone: 'Europe/Madrid', spans: [] },
  fields: [{ label: 'What is it about?', names: {}, required: true }],
  servedBy: null,
  assignment: 'everybody',
  escalateSeconds: null,
  callBacks: true,
  wrapUpSeconds: 0,
  typeId: null,
  code: null,
  ...over,
});

/** Makes a queue as an administrator does. */
export const aQueue = async (administrator: Csr, slug: string, over: object = {}): Promise<QueueView> => {
  const { queues } = await administrator.must<QueueList>('POST', '/site/queues', queueOf(slug, over));
  const made = queues.find((queue) => queue.slug === slug);
  if (!made) throw new Error('the queue is not in the list');
  return made;
};

let addresses = 0;

/** Somebody at a queue, as their page is. */
export class Waiting extends Caller {
  /** What the page keeps. */
  readonly ticket = { ticketId: uuid(), secret: randomBytes(16).toString('base64url') };

  constructor(
    api: TestApi,
    readonly slug: string,
    readonly name = 'María Gómez',
  ) {
    addresses += 1;
    super(api, { 'x-forwarded-for': `198.51.${addresses >> 8}.${addresses & 255}` });
  }

  /** Somebody who has come in. */
  static async at(api: TestApi, slug: string, name?: string, over: object = {}): Promise<Waiting> {
    const one = new Waiting(api, slug, name);
    const { status, body } = await one.enter(over);
    if (status !== 201) throw new Error(`enter: ${status} ${JSON.stringify(body)}`);
    return one;
  }

  get id(): string {
    return this.ticket.ticketId;
  }

  enter(over: object = {}): Promise<Answered<TicketView & ErrorBody>> {
    const body = { ...this.ticket, name: this.name, answers: ['Printer'], language: 'es', ...over };
    return this.call('POST', `/queues/${this.slug}/tickets`, body);
  }

  state(): Promise<TicketView> {
    return this.must('POST', '/queue-tickets/state', this.ticket);
  }
}
