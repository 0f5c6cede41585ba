import { z } from 'zod';
import { id, isKeepable, language, timestamp } from '../primitives';
import { callBackWish } from './queues';

/** Most customers of an answer, or of one export or erasure. */
export const MOST_CUSTOMERS = 100;

export const customersQuery = z.strictObject({ name: z.string().trim().min(2).max(80).refine(isKeepable) });

/** A customer who came to a session. */
const came = z.strictObject({ kind: z.literal('came'), sessionId: id, participantId: id });
/** One whom the CSR of a session expected by name, and who did not come. */
const expected = z.strictObject({ kind: z.literal('expected'), sessionId: id });
/** One who waits at a queue, or wishes to be called back. */
const waits = z.strictObject({ kind: z.literal('waits'), ticketId: id });

const ofSession = {
  name: z.string(),
  number: z.string(),
  at: timestamp,
  /** The session is over: what it holds about them can be erased. */
  over: z.boolean(),
};
const sessionParts = [came.extend(ofSession), expected.extend(ofSession)] as const;
const waitingPart = waits.extend({
  name: z.string(),
  /** Name of the queue. */
  queue: z.string(),
  /** Since when. */
  at: timestamp,
  /** They wish to be called back; else their page waits at this moment. */
  callBack: z.boolean(),
});
/** Where one customer is known: without accounts, nobody else knows that two of them are the same person. */
export const customerPart = z.discriminatedUnion('kind', [...sessionParts, waitingPart]);
export type SessionPart = z.infer<(typeof sessionParts)[number]>;
export type WaitingPart = z.infer<typeof waitingPart>;
export type CustomerPart = z.infer<typeof customerPart>;
export const customerParts = z
  .strictObject({
    parts: z.array(customerPart).max(MOST_CUSTOMERS),
    /** There are more than are shown: a longer part of the name finds fewer. */
    more: z.boolean(),
  })
  .meta({ id: 'CustomerParts' });
export type CustomerParts = z.infer<typeof customerParts>;

const chosenPart = z.discriminatedUnion('kind', [came, expected, waits]);
export type ChosenPart = z.infer<typeof chosenPart>;
const chosen = z.array(chosenPart).min(1).max(MOST_CUSTOMERS);
export const exportCustomersBody = z.strictObject({ parts: chosen });
export const eraseCustomersBody = z.strictObject({ parts: chosen, password: z.string().min(1).max(1024) });

/** What is known of one customer in one session. */
const personalData = z.strictObject({
  sessionId: id,
  /** null = somebody who was expected and did not come. */
  participantId: id.nullable(),
  number: z.string(),
  name: z.string(),
  /** What they and their devices did, and what was done about them, as the log has it. */
  events: z.array(
    z.strictObject({
      seq: z.int(),
      at: timestamp,
      type: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  /** What they wrote in the chat. */
  lines: z.array(z.strictObject({ seq: z.int(), at: timestamp, text: z.string() })),
});
export type PersonalData = z.infer<typeof personalData>;

/** What a queue holds about somebody who is at it: what they wrote at its door. */
const waitingData = z.strictObject({
  ticketId: id,
  queueId: id,
  queue: z.string(),
  name: z.string(),
  language,
  at: timestamp,
  answers: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  callBack: callBackWish.nullable(),
});
export type WaitingData = z.infer<typeof waitingData>;
export const personalDataFile = z
  .strictObject({
    organisation: z.string(),
    at: timestamp,
    sessions: z.array(personalData),
    waiting: z.array(waitingData),
  })
  .meta({ id: 'PersonalData' });
export type PersonalDataFile = z.infer<typeof personalDataFile>;

export const erasedCustomers = z
  .strictObject({
    /** Sessions in which something went. */
    sessions: z.int(),
    lines: z.int(),
    /** Who were taken off a queue. */
    waiting: z.int(),
  })
  .meta({ id: 'ErasedCustomers' });
export type ErasedCustomers = z.infer<typeof erasedCustomers>;
